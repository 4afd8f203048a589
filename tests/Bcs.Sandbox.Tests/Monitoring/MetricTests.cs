using System.Globalization;
using System.Text.Json.Nodes;

using Bcs.Sandbox.Tests.Conformance;

namespace Bcs.Sandbox.Tests.Monitoring;

public sealed class MetricTests : SandboxTest
{
    private static readonly string[] All =
    [
        "cpuUsage", "diskUsedRate", "memUsedRate", "sendBytesRate", "recvBytesRate", "cpuCoreLimit", "cpuCoreUsed", "totalMem", "freeMem", "diskCapacity", "diskAvailableCapacity",
    ];

    private static readonly string[] OfInstance = ["cpuUsage", "diskReadRate", "diskWriteRate", "memUsage", "recvBytesRate", "sendBytesRate", "filesystemUsage"];

    [Fact]
    public async Task Service_has_the_first_five_metrics_unless_others_are_asked_for()
    {
        var id = await Sandbox.ReadyServiceAsync();
        Assert.Equal(All.Take(5), Names(await ListAsync(id, "metric/list", "{}")));
        Assert.Equal(All.Take(5), Names(await ListAsync(id, "metric/list", null)));
        Assert.Equal(All, Names(await ListAsync(id, "metric/list", new { metric_names = All })));
        Assert.Empty(SchemaCheck.Find(await ListAsync(id, "metric/list", new { metric_names = All }), "queryBcsMonitoringData"));
    }

    [Fact]
    public async Task Series_has_a_point_a_minute_of_the_last_hour_and_is_the_same_again()
    {
        var id = await Sandbox.ReadyServiceAsync();
        Sandbox.Advance(7200);
        var first = await ListAsync(id, "metric/list", "{}");
        var points = first["metrics"]![0]!["dataPoints"]!.AsArray();
        Assert.Equal(60, points.Count);
        var times = points.Select(p => p!["timestamp"]!.GetValue<long>()).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(60_000, pair.Second - pair.First));
        Assert.InRange(Sandbox.Clock.UtcNow.ToUnixTimeMilliseconds() - times[^1], 0, 60_000);
        Assert.Equal(first.ToJsonString(), (await ListAsync(id, "metric/list", "{}")).ToJsonString());
        Assert.True(points.Select(p => Value(p!)).Distinct().Count() > 30);

        Sandbox.Advance(600);
        var later = (await ListAsync(id, "metric/list", "{}"))["metrics"]![0]!["dataPoints"]!.AsArray();
        Assert.Equal(points.Skip(10).Select(p => p!.ToJsonString()), later.Take(50).Select(p => p!.ToJsonString()));
    }

    [Fact]
    public async Task Service_that_is_not_up_yet_has_no_points()
    {
        var (id, _) = await Sandbox.CreateServiceAsync();
        Assert.Empty((await ListAsync(id, "metric/list", "{}"))["metrics"]![0]!["dataPoints"]!.AsArray());
        Assert.Empty((await ListAsync(id, "entity/metric/list", new { type = "org" }))["metrics"]![0]!["values"]!.AsArray());
    }

    [Fact]
    public async Task Day_is_busier_than_night()
    {
        var id = await Sandbox.ReadyServiceAsync();
        double busiest = 0, quietest = double.MaxValue;
        for (var hour = 0; hour < 23; hour++)
        {
            Sandbox.Advance(3600);
            var traffic = (await ListAsync(id, "metric/list", new { metric_names = new[] { "sendBytesRate" } }))["metrics"]![0]!["dataPoints"]!.AsArray().Average(p => Value(p!));
            (busiest, quietest) = (Math.Max(busiest, traffic), Math.Min(quietest, traffic));
        }

        Assert.True(busiest > 2.5 * quietest, $"{busiest} {quietest}");
    }

    [Fact]
    public async Task Running_operation_is_load()
    {
        var id = await Sandbox.ReadyServiceAsync();
        Sandbox.Advance(43_200);
        var before = await LastCpuAsync(id);
        await Sandbox.FaultsAsync(new { operation = "createChannels", stallAtStep = "Preparation" });
        await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels("trade"));
        Sandbox.Advance(120);
        Assert.True(await LastCpuAsync(id) > before + 20);
    }

    [Fact]
    public async Task Entities_and_their_instances_are_those_of_the_service()
    {
        var id = await Sandbox.ReadyServiceAsync(change: r =>
        {
            r["peer_orgs"] = new JsonArray(new JsonObject { ["name"] = "org-one", ["node_count"] = 2 }, new JsonObject { ["name"] = "org-two", ["node_count"] = 1 });
            r["restful_api_support"] = true;
        });
        Sandbox.Advance(120);
        var list = (await ListAsync(id, "entity/metric/list", new { type = "org" }))["metrics"]!.AsArray();
        Assert.Equal(["baas-agent", "bcs-test-orderer", "bcs-test-orderer", "bcs-test-orderer", "org-one", "org-one", "org-two"], list.Select(m => Dimension(m!, "entity")));
        Assert.Equal(["baas-restapi"], (await ListAsync(id, "entity/metric/list", new { type = "plugin" }))["metrics"]!.AsArray().Select(m => Dimension(m!, "entity")));
        var one = (await ListAsync(id, "entity/metric/list", new { entity_name = "org-two" }))["metrics"]!.AsArray().Single()!;
        Assert.Equal(OfInstance, one["values"]!.AsArray().Single()!.AsObject().Select(v => v.Key));
        Assert.All(one["values"]![0]!.AsObject(), v => Assert.True(double.Parse(v.Value!.GetValue<string>(), CultureInfo.InvariantCulture) >= 0));
        Assert.Empty(SchemaCheck.Find(await ListAsync(id, "entity/metric/list", new { type = "org" }), "listEntityMonitoringData"));

        foreach (var metric in list)
        {
            var detail = await ListAsync(id, "entity/instance/metric/list", new { type = "org", entity_name = Dimension(metric!, "entity"), instance_name = Dimension(metric!, "instance") });
            Assert.Equal(OfInstance, Names(detail));
            Assert.Empty(SchemaCheck.Find(detail, "queryEntityMonitoringDetails"));
            Assert.Equal(double.Parse(metric!["values"]![0]!["cpuUsage"]!.GetValue<string>(), CultureInfo.InvariantCulture), Value(detail["metrics"]![0]!["dataPoints"]!.AsArray()[^1]!));
        }
    }

    private async Task<double> LastCpuAsync(string id) => Value((await ListAsync(id, "metric/list", "{}"))["metrics"]![0]!["dataPoints"]!.AsArray()[^1]!);

    private async Task<JsonNode> ListAsync(string id, string path, object? body)
    {
        var (status, answer) = await Sandbox.CallAsync("POST", $"/blockchains/{id}/{path}", body);
        Assert.True(status == 200, answer?.ToJsonString());
        return answer!;
    }

    private static IEnumerable<string> Names(JsonNode list) => list["metrics"]!.AsArray().Select(m => m!["metric"]!["metricName"]!.GetValue<string>());

    private static string Dimension(JsonNode metric, string name) => metric["dimensions"]!.AsArray().Single(d => d!["name"]!.GetValue<string>() == name)!["value"]!.GetValue<string>();

    private static double Value(JsonNode point) => point["statistics"]!.AsArray().Single(s => s!["statistic"]!.GetValue<string>() == "average")!["value"]!.GetValue<double>();
}
