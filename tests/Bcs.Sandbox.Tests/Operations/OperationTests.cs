using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Operations;

public sealed class OperationTests : SandboxTest
{
    [Fact]
    public async Task Creation_goes_through_its_steps_with_the_clock()
    {
        var (id, operation) = await Sandbox.CreateServiceAsync();
        Assert.Matches(@"^BCSSVC01-99-\d{19}$", operation);
        Assert.Equal("waiting", await StatusAsync(operation));
        Assert.Equal(("", "IsCreating"), await ServiceStatusAsync(id));
        Sandbox.Advance(30);
        Assert.Equal("processing", await StatusAsync(operation));
        var seconds = 30;
        for (; await StatusAsync(operation) == "processing"; seconds++)
        {
            Sandbox.Advance(1);
            Assert.True(seconds < 200, "the creation never ends");
        }

        Assert.InRange(seconds, 105, 140);
        Assert.Equal("finished", await StatusAsync(operation));
        Assert.Equal(("Normal", ""), await ServiceStatusAsync(id));
    }

    [Fact]
    public async Task Steps_and_sub_steps_follow_each_other_without_gaps()
    {
        var (_, operation) = await Sandbox.CreateServiceAsync();
        Sandbox.Advance(60);
        var half = Parts(await Sandbox.RecordAsync(operation));
        Assert.Equal(1, half.Count(p => p.Status == "processing"));
        Assert.Contains(half, p => p is { Status: "", Detail: "waiting", Start: 0, End: 0 });
        Sandbox.Advance(200);
        var record = await Sandbox.RecordAsync(operation);
        var parts = Parts(record);
        Assert.Equal(half.Select(p => p.Name), parts.Select(p => p.Name));
        Assert.All(parts, p => Assert.Equal("finished", p.Status));
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.True(record["record_time"]!.GetValue<long>() < parts[0].Start);
        Assert.Contains(parts, p => p.Start % 1000 != 0);
        Assert.Equal(half.Where(p => p.End > 0), parts.Take(half.Count(p => p.End > 0)));
    }

    [Fact]
    public async Task Channels_exist_once_their_operation_has_finished()
    {
        var id = await Sandbox.ReadyServiceAsync();
        var (status, body) = await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels("trade", "audit"));
        Assert.Equal(200, status);
        var operation = body!["operation_id"]!.GetValue<string>();
        Assert.Equal(("Normal", "IsAdding"), await ServiceStatusAsync(id));
        Sandbox.Advance(30);
        Assert.Equal(["channel"], await ChannelsAsync(id));
        Sandbox.Advance(20);
        Assert.Equal("finished", await StatusAsync(operation));
        Assert.Equal(["channel", "trade", "audit"], await ChannelsAsync(id));
        Assert.Equal(("Normal", ""), await ServiceStatusAsync(id));
        AssertRefused(400, "BCS.4006012", await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels("trade")));
    }

    [Theory]
    [InlineData("channel_test", "BCS.4006012")]
    [InlineData("abc", "BCS.4006012")]
    [InlineData("Trade", "BCS.4006012")]
    [InlineData("1trade", "BCS.4006012")]
    [InlineData("a234567890123456789012345", "BCS.4006012")]
    [InlineData("channel", "BCS.4006012")]
    public async Task Channel_name_that_breaks_the_rule_is_refused(string name, string code)
    {
        var id = await Sandbox.ReadyServiceAsync();
        AssertRefused(400, code, await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels(name)));
        AssertRefused(400, code, await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels("fine", name)));
        Assert.Equal(["channel"], await ChannelsAsync(id));
    }

    [Fact]
    public async Task Channels_twice_in_one_request_or_none_at_all_are_refused()
    {
        var id = await Sandbox.ReadyServiceAsync();
        AssertRefused(400, "BCS.4006012", await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels("twice", "twice")));
        AssertRefused(400, "BCS.4006014", await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels()));
        AssertRefused(400, "BCS.4004025", await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", "[]"));
    }

    [Fact]
    public async Task Service_takes_one_change_at_a_time()
    {
        var (id, _) = await Sandbox.CreateServiceAsync();
        AssertRefused(400, "BCS.4001001", await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels("trade")));
        AssertRefused(400, "BCS.4001001", await Sandbox.CallAsync("DELETE", $"/blockchains/{id}"));
        Sandbox.Advance(200);
        await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels("trade"));
        AssertRefused(400, "BCS.4001020", await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels("audit")));
        AssertRefused(400, "BCS.4001020", await Sandbox.CallAsync("DELETE", $"/blockchains/{id}"));
        Sandbox.Advance(60);
        await Sandbox.CallAsync("DELETE", $"/blockchains/{id}");
        AssertRefused(400, "BCS.4001003", await Sandbox.CallAsync("DELETE", $"/blockchains/{id}"));
    }

    [Fact]
    public async Task Deleted_service_is_gone_and_its_records_stay()
    {
        var id = await Sandbox.ReadyServiceAsync();
        var (_, body) = await Sandbox.CallAsync("DELETE", $"/blockchains/{id}?is_delete_storage=true&is_delete_resource=false");
        var operation = body!["operation_id"]!.GetValue<string>();
        Assert.StartsWith("BCSSVC01-00-", operation, StringComparison.Ordinal);
        Assert.Equal(("Normal", "IsDeleting"), await ServiceStatusAsync(id));
        Sandbox.Advance(80);
        foreach (var path in new[] { "", "/status", "/channels" })
        {
            AssertRefused(400, "BCS.4001011", await Sandbox.CallAsync("GET", $"/blockchains/{id}{path}"));
        }

        AssertRefused(400, "BCS.4001202", await Sandbox.CallAsync("DELETE", $"/blockchains/{id}"));
        Assert.Equal(0, (await Sandbox.GetAsync("/blockchains"))["count"]!.GetValue<int>());
        var record = await Sandbox.RecordAsync(operation);
        Assert.Equal("finished", record["operation_status"]!.GetValue<string>());
        Assert.Contains(Parts(record), p => p.Name == "Delete network storage");
        Assert.DoesNotContain(Parts(record), p => p.Name == "Delete CCE cluster");
        await Sandbox.CreateServiceAsync();
    }

    [Theory]
    [InlineData("is_delete_obs=maybe", "BCS.4006014")]
    [InlineData("is_delete_lightpeer=true", "BCS.4006014")]
    public async Task Deletion_flag_that_breaks_its_rule_is_refused(string query, string code)
    {
        var id = await Sandbox.ReadyServiceAsync();
        AssertRefused(400, code, await Sandbox.CallAsync("DELETE", $"/blockchains/{id}?{query}"));
        Assert.Equal(("Normal", ""), await ServiceStatusAsync(id));
    }

    [Fact]
    public async Task Edge_service_is_deleted_only_with_a_word_about_its_nodes()
    {
        var id = await Sandbox.ReadyServiceAsync(change: request =>
        {
            request["cluster_type"] = "ief";
            request["ief_nodes_info"] = JsonNode.Parse("""[{"id":"n1","status":"ACTIVE","public_ip_address":"192.168.1.95"}]""");
            request["peer_orgs"] = JsonNode.Parse("""[{"name":"edge-org","node_count":1}]""");
        });
        AssertRefused(400, "BCS.4006014", await Sandbox.CallAsync("DELETE", $"/blockchains/{id}"));
        Assert.Equal(200, (await Sandbox.CallAsync("DELETE", $"/blockchains/{id}?is_delete_ief=true")).Status);
    }

    [Fact]
    public async Task Records_are_filtered()
    {
        var id = await Sandbox.ReadyServiceAsync("bcs-one");
        var (_, running) = await Sandbox.CreateServiceAsync("bcs-two");
        Sandbox.Advance(20);
        Assert.Equal(2, await CountAsync(""));
        Assert.Equal(1, await CountAsync($"?blockchain_id={id}"));
        Assert.Equal(1, await CountAsync("?operation_status=finished"));
        Assert.Equal(1, await CountAsync("?operation_status=processing"));
        Assert.Equal(0, await CountAsync("?operation_status=waiting"));
        Assert.Equal(2, await CountAsync("?operation_type=99&resource_type=BCSSVC01"));
        Assert.Equal(0, await CountAsync("?operation_type=00"));
        Assert.Equal(0, await CountAsync("?resource_type=PLUGIN01"));
        Assert.Equal(1, await CountAsync($"?operation_id={running}"));
        Assert.Equal(0, await CountAsync($"?operation_id={running}&blockchain_id={id}"));
        Assert.Equal(0, await CountAsync("?operation_id=BCSSVC01-99-0"));
        AssertRefused(400, "BCS.4006014", await Sandbox.CallAsync("GET", "/operation/record?operation_status=lost"));
        AssertRefused(400, "BCS.4006014", await Sandbox.CallAsync("GET", "/operation/record?operation_type=77"));
        AssertRefused(400, "BCS.4006014", await Sandbox.CallAsync("GET", "/operation/record?resource_type=VM"));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("offset=-1")]
    [InlineData("offset=x")]
    public async Task Page_parameters_of_flavors_are_checked(string query)
    {
        AssertRefused(400, "BCS.4006014", await Sandbox.CallAsync("GET", $"/blockchains/flavors?{query}"));
        await Sandbox.GetAsync("/blockchains/flavors?limit=1000&offset=0");
    }

    private async Task<int> CountAsync(string query)
    {
        var list = await Sandbox.GetAsync($"/operation/record{query}");
        Assert.Equal(list["count"]!.GetValue<int>(), list["operation_records"]!.AsArray().Count);
        return list["count"]!.GetValue<int>();
    }

    private async Task<string> StatusAsync(string operation) => (await Sandbox.RecordAsync(operation))["operation_status"]!.GetValue<string>();

    private async Task<(string Status, string Process)> ServiceStatusAsync(string id)
    {
        var basic = (await Sandbox.GetAsync($"/blockchains/{id}"))["basic_info"]!;
        return (basic["status"]!.GetValue<string>(), basic["process_status"]!.GetValue<string>());
    }

    private async Task<IEnumerable<string>> ChannelsAsync(string id) =>
        (await Sandbox.GetAsync($"/blockchains/{id}/channels"))["channels"]!.AsArray().Select(c => c!["name"]!.GetValue<string>());

    private static List<Part> Parts(JsonNode record) =>
    [
        .. record["operation_process"]!.AsObject().OrderBy(s => s.Value!["serial_num"]!.GetValue<int>())
            .SelectMany(s => s.Value!["sub_steps"]!.AsObject().OrderBy(p => p.Value!["serial_num"]!.GetValue<int>()))
            .Select(p => new Part(
                p.Key, p.Value!["status"]!.GetValue<string>(), p.Value["detail"]?.GetValue<string>(), p.Value["start_time"]!.GetValue<long>(), p.Value["end_time"]!.GetValue<long>())),
    ];

    private sealed record Part(string Name, string Status, string? Detail, long Start, long End);
}
