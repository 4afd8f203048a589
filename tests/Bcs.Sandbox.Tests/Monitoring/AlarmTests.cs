using System.Net.Http.Json;
using System.Text.Json.Nodes;

using Bcs.Sandbox.Tests.Conformance;

namespace Bcs.Sandbox.Tests.Monitoring;

public sealed class AlarmTests : SandboxTest
{
    private string _service = "";

    [Fact]
    public async Task Incident_raises_an_alarm_moves_its_metric_and_becomes_history()
    {
        await StartAsync();
        var peer = $"peer-{(await Sandbox.GetAsync($"/blockchains/{_service}"))["channels"]![0]!["org_name_hash"]![0]!.GetValue<string>().Split(':')[1]}-0";
        Assert.Empty(await ListAsync("active_alert"));
        var before = await CpuAsync(peer);
        await IncidentAsync(new { tenant = "harbor", service = "bcs-test", kind = "cpuHigh", entity = "organization", instance = peer, durationSeconds = 600 });
        Sandbox.Advance(120);
        Assert.True(before < 60 && await CpuAsync(peer) > 90);
        var alarm = Assert.Single(await ListAsync("active_alert"))!;
        Assert.Equal(("CPU usage too high", "Major", peer), (alarm["metric"]!["metricName"]!.GetValue<string>(), Dimension(alarm, "event_severity"), Dimension(alarm, "resource_id")));
        Assert.Equal([1.0], Values(alarm));
        Assert.Empty(await ListAsync("history_alert"));

        Sandbox.Advance(600);
        Assert.Empty(await ListAsync("active_alert"));
        var past = Assert.Single(await ListAsync("history_alert"))!;
        Assert.Equal([1.0, 0.0], Values(past));
        Assert.Single(await ListAsync(""));
        Assert.True(await CpuAsync(peer) < 60);
    }

    [Fact]
    public async Task Instance_that_is_down_shows_nothing_until_the_incident_is_taken_away()
    {
        await StartAsync();
        var id = await IncidentAsync(new { tenant = "harbor", service = _service, kind = "instanceDown", entity = "baas-agent", startsInSeconds = -120 });
        Assert.Null(await AgentCpuAsync());
        Assert.Single((await Sandbox.Http.GetFromJsonAsync<JsonArray>("/sandbox/incidents"))!);
        using var removed = await Sandbox.Http.DeleteAsync($"/sandbox/incidents/{id}");
        Assert.Equal(204, (int)removed.StatusCode);
        Assert.NotNull(await AgentCpuAsync());
        Assert.Empty(await ListAsync(""));
    }

    [Fact]
    public async Task Minutes_in_which_an_instance_was_down_are_missing_and_the_others_go_on()
    {
        await StartAsync();
        Sandbox.Advance(3600);
        var peers = (await Sandbox.GetAsync($"/blockchains/{_service}/channels"))["channels"]![0]!["peers"]!["organization"]!.AsArray().Select(p => p!.GetValue<string>()).ToList();
        await IncidentAsync(new { tenant = "harbor", service = "bcs-test", kind = "instanceDown", instance = peers[0], startsInSeconds = -1500, durationSeconds = 600 });

        var (hit, spared) = (await MinutesAsync(peers[0]), await MinutesAsync(peers[1]));

        Assert.Equal(60, spared.Count);
        Assert.Equal(50, hit.Count);
        Assert.Equal(660_000, hit.Zip(hit.Skip(1), (a, b) => b - a).Max());
    }

    [Fact]
    public async Task Peer_that_is_down_is_missing_in_the_detail_of_the_service()
    {
        await StartAsync();
        var peer = (await Sandbox.GetAsync($"/blockchains/{_service}/channels"))["channels"]![0]!["peers"]!["organization"]![1]!.GetValue<string>();
        var incident = await IncidentAsync(new { tenant = "harbor", service = "bcs-test", kind = "instanceDown", instance = peer });
        Assert.Equal(("1/2", "AbNormal", "3/3"), await HealthAsync());
        using var removed = await Sandbox.Http.DeleteAsync($"/sandbox/incidents/{incident}");
        Assert.Equal(("2/2", "Normal", "3/3"), await HealthAsync());

        async Task<(string, string, string)> HealthAsync()
        {
            var detail = await Sandbox.GetAsync($"/blockchains/{_service}");
            var peers = detail["peer_info"]![0]!;
            return (peers["status_detail"]!.GetValue<string>(), peers["status"]!.GetValue<string>(), detail["orderer_info"]!["status_detail"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Failed_operation_raises_an_alarm_for_an_hour()
    {
        await StartAsync();
        await Sandbox.FaultsAsync(new { operation = "createChannels", failAtStep = new { step = "Create Channels", code = "BCS.4001049", message = "x" } });
        await Sandbox.CallAsync("POST", $"/blockchains/{_service}/channels", Some.Channels("trade"));
        Sandbox.Advance(100);
        var alarm = Assert.Single(await ListAsync("active_alert"))!;
        Assert.Equal(("Operation failed", "BCS.4001049"), (alarm["metric"]!["metricName"]!.GetValue<string>(), Dimension(alarm, "alarm_probableCause")));
        Sandbox.Advance(3600);
        Assert.Empty(await ListAsync("active_alert"));
        Assert.Single(await ListAsync("history_alert", "-1.-1.120"));
        Assert.Empty(await ListAsync("", "-1.-1.0"));
    }

    [Fact]
    public async Task Alarms_are_searched_filtered_and_sorted()
    {
        await StartAsync();
        foreach (var (kind, severity, ago) in new[] { ("cpuHigh", "Minor", 300), ("diskFull", "Critical", 200), ("memoryHigh", "Major", 100) })
        {
            await IncidentAsync(new { tenant = "harbor", service = "bcs-test", kind, severity, startsInSeconds = -ago });
        }

        Assert.Equal(["memoryHigh", "diskFull", "cpuHigh"], await CausesAsync(new { }));
        Assert.Equal(["cpuHigh", "diskFull", "memoryHigh"], await CausesAsync(new { sort = new { order_by = new[] { "starts_at" }, order = "asc" } }));
        Assert.Equal(["diskFull", "memoryHigh", "cpuHigh"], await CausesAsync(new { sort = new { order_by = new[] { "event_severity", "event_id" }, order = "asc" } }));
        Assert.Equal(["diskFull"], await CausesAsync(new { search = "disk" }));
        Assert.Equal(["diskFull"], await CausesAsync(new { metadata_relation = new[] { Relation("AND", "Critical", "Info") } }));
        Assert.Equal(["memoryHigh", "cpuHigh"], await CausesAsync(new { metadata_relation = new[] { Relation("NOT", "Critical") } }));
        Assert.Equal(["diskFull", "cpuHigh"], await CausesAsync(new { metadata_relation = new[] { Relation("OR", "Critical"), Relation("OR", "Minor") } }));
    }

    [Fact]
    public async Task Statistics_count_alarms_by_severity_and_step()
    {
        await StartAsync();
        foreach (var ago in new[] { 90, 100, 1000 })
        {
            await IncidentAsync(new { tenant = "harbor", service = "bcs-test", kind = "cpuHigh", startsInSeconds = -ago, durationSeconds = 60 });
        }

        var now = Sandbox.Clock.UtcNow.ToUnixTimeMilliseconds();
        var (status, body) = await Sandbox.CallAsync("POST", $"/blockchains/{_service}/events/statistic", new { time_range = $"{now - 1_200_000}.{now}.20", step = 600_000 });
        Assert.Equal(200, status);
        Assert.Empty(SchemaCheck.Find(body, "queryBcsAlarmStatistics"));
        var series = body!["metrics"]!.AsArray();
        Assert.Equal(["Critical", "Major", "Minor", "Info"], series.Select(s => Dimension(s!, "event_severity")));
        Assert.Equal([1.0, 2.0, 0.0], Values(series[1]!));
        Assert.Equal(0, Values(series[0]!).Sum());
        Assert.Equal(now - 1_200_000, series[1]!["dataPoints"]![0]!["timestamp"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("""{"tenant":"nowhere","service":"bcs-test","kind":"cpuHigh"}""")]
    [InlineData("""{"tenant":"harbor","service":"other","kind":"cpuHigh"}""")]
    [InlineData("""{"tenant":"harbor","service":"bcs-test","kind":"earthquake"}""")]
    [InlineData("""{"tenant":"harbor","service":"bcs-test","kind":"cpuHigh","severity":"Awful"}""")]
    [InlineData("""{"tenant":"harbor","service":"bcs-test","kind":"cpuHigh","durationSeconds":0}""")]
    [InlineData("""{"tenant":"harbor","service":"bcs-test","kind":"cpuHigh","entity":"strangers"}""")]
    [InlineData("""{"tenant":"harbor","service":"bcs-test","kind":"cpuHigh","entity":"baas-agent","instance":"peer"}""")]
    public async Task Incident_that_makes_no_sense_is_400(string incident)
    {
        await StartAsync();
        using var content = new StringContent(incident, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Sandbox.Http.PostAsync("/sandbox/incidents", content);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    private static object Relation(string relation, params string[] severities) => new { key = "event_severity", value = severities, relation };

    private static string Dimension(JsonNode item, string name) =>
        item["metric"]!["dimensions"]!.AsArray().Single(d => d!["name"]!.GetValue<string>() == name)!["value"]!.GetValue<string>();

    private static double[] Values(JsonNode item) => [.. item["dataPoints"]!.AsArray().Select(p => p!["statistics"]![0]!["value"]!.GetValue<double>())];

    private async Task StartAsync()
    {
        _service = await Sandbox.ReadyServiceAsync();
        Sandbox.Advance(1800);
    }

    private async Task<string> IncidentAsync(object incident)
    {
        using var answer = await Sandbox.Http.PostAsJsonAsync("/sandbox/incidents", incident);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
    }

    private async Task<JsonArray> ListAsync(string type, string range = "-1.-1.60", object? more = null)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!;
        body["time_range"] = range;
        body["step"] = 60_000;
        var (status, answer) = await Sandbox.CallAsync("POST", $"/blockchains/{_service}/events{(type.Length > 0 ? $"?type={type}" : "")}", body);
        Assert.True(status == 200, answer?.ToJsonString());
        Assert.Empty(SchemaCheck.Find(answer, "queryBcsAlarms"));
        return answer!["metrics"]!.AsArray();
    }

    private async Task<IEnumerable<string>> CausesAsync(object more) => (await ListAsync("", more: more)).Select(a => Dimension(a!, "alarm_probableCause"));

    private async Task<double> CpuAsync(string peer)
    {
        var (_, body) = await Sandbox.CallAsync("POST", $"/blockchains/{_service}/entity/instance/metric/list", new { type = "org", entity_name = "organization", instance_name = peer });
        return body!["metrics"]![0]!["dataPoints"]!.AsArray()[^1]!["statistics"]!.AsArray().Single(s => s!["statistic"]!.GetValue<string>() == "average")!["value"]!.GetValue<double>();
    }

    private async Task<List<long>> MinutesAsync(string peer)
    {
        var (_, body) = await Sandbox.CallAsync("POST", $"/blockchains/{_service}/entity/instance/metric/list", new { type = "org", entity_name = "organization", instance_name = peer });
        return [.. body!["metrics"]![0]!["dataPoints"]!.AsArray().Select(p => p!["timestamp"]!.GetValue<long>())];
    }

    private async Task<string?> AgentCpuAsync() =>
        (await Sandbox.CallAsync("POST", $"/blockchains/{_service}/entity/metric/list", new { type = "org", entity_name = "baas-agent" })).Body!["metrics"]![0]!["values"]!.AsArray().SingleOrDefault()?["cpuUsage"]!.GetValue<string>();
}
