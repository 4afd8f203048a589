using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Control;

public sealed class DialectTests : SandboxTest
{
    [Theory]
    [InlineData("reference", "reference")]
    [InlineData("\"reference\"", "reference")]
    [InlineData("""{"dialect":"live"}""", "live")]
    public async Task Dialect_is_set_as_a_word_a_string_or_an_object(string body, string dialect)
    {
        await SetAsync(body);
        Assert.Equal(dialect, JsonNode.Parse(await Sandbox.Http.GetStringAsync("/sandbox/dialect"))!["dialect"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("klingon")]
    [InlineData("7")]
    [InlineData("{")]
    public async Task Unknown_dialect_is_400(string body)
    {
        using var content = new StringContent(body);
        using var answer = await Sandbox.Http.PutAsync("/sandbox/dialect", content);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Reset_goes_back_to_the_configured_dialect()
    {
        await SetAsync("reference");
        using var reset = await Sandbox.Http.PostAsync("/sandbox/reset", null);
        Assert.Contains("live", await Sandbox.Http.GetStringAsync("/sandbox/dialect"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("live")]
    [InlineData("reference")]
    public async Task Walk_from_creation_to_deletion_works_in_either_dialect(string dialect)
    {
        await SetAsync(dialect);
        var isLive = dialect == "live";
        var (status, made) = await Sandbox.CallAsync("POST", "/blockchains", Some.Service("bcs-walk"));
        Assert.Equal((200, isLive), (status, made!["operation_id"] is not null));
        var id = made["blockchain_id"]!.GetValue<string>();

        // The record comes late, but it comes, under the service's id.
        Sandbox.Advance(5);
        Assert.Equal(isLive ? 1 : 0, (await RecordsAsync(id)).Count);
        Sandbox.Advance(10);
        var record = (await RecordsAsync(id)).Single()!;
        Assert.Equal("processing", record["operation_status"]!.GetValue<string>());
        Assert.Matches("^[0-9]{19}$", record["record_time"]!.ToJsonString());
        Sandbox.Advance(200);
        Assert.Equal("finished", (await RecordsAsync(id)).Single()!["operation_status"]!.GetValue<string>());

        var detail = await Sandbox.GetAsync($"/blockchains/{id}");
        Assert.NotNull(detail["light_peer_info"]);
        Assert.Equal(isLive, detail["loght_peer_info"] is JsonArray);
        var basic = detail["basic_info"]!;
        Assert.Single(basic[isLive ? "agent_portal_addrs" : "agent_portal_addr"]!.AsArray());
        Assert.Null(basic[isLive ? "agent_portal_addr" : "agent_portal_addrs"]);

        using (var channels = await Sandbox.SendAsync("POST", $"/blockchains/{id}/channels", Some.Channels("trade")))
        {
            Assert.Equal((200, !isLive), ((int)channels.StatusCode, (await channels.Content.ReadAsByteArrayAsync()).Length == 0));
        }

        Sandbox.Advance(100);
        Assert.Equal(2, (await Sandbox.GetAsync($"/blockchains/{id}/channels"))["channels"]!.AsArray().Count);
        await AssertNumbersAsync(id, isLive);
        Assert.Equal(200, (await Sandbox.CallAsync("DELETE", $"/blockchains/{id}")).Status);
        Sandbox.Advance(200);
        AssertRefused(400, "BCS.4001011", await Sandbox.CallAsync("GET", $"/blockchains/{id}"));
        Assert.Equal(3, (await RecordsAsync(id)).Count);
        Assert.Equal(3, (await Sandbox.CallsAsync())[^1]["rows"]!.GetValue<int>());
    }

    [Fact]
    public async Task Reference_refuses_tokens_in_its_own_words_and_takes_metric_names_for_alarms()
    {
        var id = await Sandbox.ReadyServiceAsync();
        await SetAsync("reference");
        foreach (var path in new[] { "events", "events/statistic" })
        {
            var (status, body) = await Sandbox.CallAsync("POST", $"/blockchains/{id}/{path}", Contract.Operation("queryBcsAlarms").RequestExample("section-5.3.1"));
            Assert.Equal((200, 2), (status, body!["metrics"]!.AsArray().Count));
            AssertRefused(400, "BCS.4001108", await Sandbox.CallAsync("POST", $"/blockchains/{id}/{path}", new { metric_names = new[] { "heartRate" } }));
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{SandboxHost.Project()}/quotas") { Headers = { { "X-Auth-Token", "forged" } } };
        using var answer = await Sandbox.Http.SendAsync(request);
        AssertRefused(401, "BCS.4010401", ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())));
    }

    private async Task AssertNumbersAsync(string id, bool isLive)
    {
        var point = (await Sandbox.CallAsync("POST", $"/blockchains/{id}/metric/list", "{}")).Body!["metrics"]![0]!["dataPoints"]![0]!;
        var kind = isLive ? JsonValueKind.Number : JsonValueKind.String;
        Assert.Equal((kind, kind), (point["timestamp"]!.GetValueKind(), point["statistics"]![0]!["value"]!.GetValueKind()));
        var values = (await Sandbox.CallAsync("POST", $"/blockchains/{id}/entity/metric/list", new { type = "org" })).Body!["metrics"]![0]!["values"]![0]!.AsObject();
        Assert.All(values, v => Assert.Equal(isLive ? JsonValueKind.String : JsonValueKind.Number, v.Value!.GetValueKind()));
    }

    private async Task<JsonArray> RecordsAsync(string id)
    {
        var body = await Sandbox.GetAsync($"/operation/record?blockchain_id={id}");
        Assert.Equal(body["count"]!.GetValue<int>(), body["operation_records"]!.AsArray().Count);
        return body["operation_records"]!.AsArray();
    }

    private async Task SetAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "text/plain");
        using var answer = await Sandbox.Http.PutAsync("/sandbox/dialect", content);
        Assert.Equal(200, (int)answer.StatusCode);
    }
}
