using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Channels;

public sealed class ChannelPeersTests : SandboxTest
{
    [Fact]
    public async Task Peers_join_and_leave_a_channel()
    {
        var id = await ServiceAsync();
        await Sandbox.ChangeAsync("POST", $"/blockchains/{id}/channels", Some.Channels("trade"));
        Assert.Empty((await ChannelAsync(id, "trade"))["peers"]!.AsObject());

        var joined = await Sandbox.ChangeAsync("POST", $"/blockchains/{id}/channels/peers", Peers("trade", """{"org-one":2,"org-two":1}"""));
        Assert.StartsWith("BCSSVC01-04-", joined, StringComparison.Ordinal);
        Assert.Equal(2, (await ChannelAsync(id, "trade"))["peers"]!["org-one"]!.AsArray().Count);
        var nodes = (await Sandbox.GetAsync($"/blockchains/{id}/nodes"))["node_orgs"]!;
        Assert.Equal(["first", "trade"], Channels(nodes["org-two"]!, 0));
        Assert.Equal(["first"], Channels(nodes["org-two"]!, 1));

        var left = await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}/trade/peers/quit", """{"org_name":"org-one","peers":1}""");
        Assert.StartsWith("BCSSVC01-06-", left, StringComparison.Ordinal);
        Assert.Equal(["first"], Channels((await Sandbox.GetAsync($"/blockchains/{id}/nodes"))["node_orgs"]!["org-one"]!, 1));
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}/trade/peers/quit", """{"org_name":"org-one","peers":0}""");
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}/trade/orgs/quit", """{"org_names":["org-one"]}""");
        Assert.Equal(["org-two"], (await ChannelAsync(id, "trade"))["peers"]!.AsObject().Select(p => p.Key));
        var detail = (await Sandbox.GetAsync($"/blockchains/{id}"))["channels"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == "trade")!;
        Assert.Equal(["org-two"], detail["org_names"]!.AsArray().Select(o => o!.GetValue<string>()));
    }

    [Fact]
    public async Task Channel_is_deleted_once_it_is_empty()
    {
        var id = await ServiceAsync();
        AssertRefused(400, "BCS.4001249", await Sandbox.CallAsync("DELETE", $"/blockchains/{id}/channel/first"));
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}/first/orgs/quit", """{"org_names":["org-one","org-two"]}""");
        await Sandbox.ChangeAsync("DELETE", $"/blockchains/{id}/channel/first");
        Assert.Empty((await Sandbox.GetAsync($"/blockchains/{id}/channels"))["channels"]!.AsArray());
        AssertRefused(400, "BCS.4006012", await Sandbox.CallAsync("DELETE", $"/blockchains/{id}/channel/first"));
    }

    [Fact]
    public async Task Operation_that_failed_has_changed_nothing()
    {
        var id = await ServiceAsync();
        await Sandbox.FaultsAsync(new { operation = "removePeerFromChannel", failAtStep = new { step = "Remove Peers from Channel" } });
        var (status, body) = await Sandbox.CallAsync("PUT", $"/blockchains/{id}/first/peers/quit", """{"org_name":"org-one","peers":1}""");
        Assert.Equal(200, status);
        Sandbox.Advance(100);
        Assert.Equal("failed", (await Sandbox.RecordAsync(body!["operation_id"]!.GetValue<string>()))["operation_status"]!.GetValue<string>());
        Assert.Equal(2, (await ChannelAsync(id, "first"))["peers"]!["org-one"]!.AsArray().Count);
        Assert.Equal("Normal", (await Sandbox.GetAsync($"/blockchains/{id}"))["basic_info"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Peers_are_named_and_addressed_as_in_the_reference()
    {
        var id = await ServiceAsync();
        var nodes = (await Sandbox.GetAsync($"/blockchains/{id}/nodes"))["node_orgs"]!.AsObject();
        Assert.Equal(["org-one", "org-two"], nodes.Select(n => n.Key));
        var hash = nodes["org-one"]!["org_msp_id"]!.GetValue<string>()[..^"MSP".Length];
        Assert.Matches("^[0-9a-f]{40}$", hash);
        Assert.Equal($"peer-{hash}.default.svc.cluster.local", nodes["org-one"]!["org_domain"]!.GetValue<string>());
        Assert.Equal([$"peer-{hash}-0", $"peer-{hash}-1"], nodes["org-one"]!["peers"]!.AsObject().Select(p => p.Key));
        var addresses = nodes.SelectMany(n => n.Value!["peers"]!.AsObject()).Select(p => p.Value!["ip_port"]!.GetValue<string>()).ToList();
        Assert.Equal(5, addresses.Distinct().Count());
        Assert.All(addresses, a => Assert.Matches(@"^198\.1[89]\.\d+\.\d+:306\d\d$", a));
        Assert.Equal(addresses, (await Sandbox.GetAsync($"/blockchains/{id}"))["peer_info"]!.AsArray().SelectMany(p => p!["address"]!.AsArray()).Select(a => a!["ip_port"]!.GetValue<string>()));
    }

    private Task<string> ServiceAsync() => Sandbox.ReadyServiceAsync(change: request =>
    {
        request["peer_orgs"] = JsonNode.Parse("""[{"name":"org-one","node_count":2},{"name":"org-two","node_count":3}]""");
        request["channels"] = JsonNode.Parse("""[{"name":"first","org_names":["org-one","org-two"]}]""");
    });

    private async Task<JsonNode> ChannelAsync(string id, string name) =>
        (await Sandbox.GetAsync($"/blockchains/{id}/channels"))["channels"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == name)!;

    private static string Peers(string channel, string peers) => $$"""{"channel_peers":[{"channel_name":"{{channel}}","peers":{{peers}}}]}""";

    private static IEnumerable<string> Channels(JsonNode organization, int peer) =>
        organization["peers"]!.AsObject().ElementAt(peer).Value!["channels"]!.AsArray().Select(c => c!.GetValue<string>());
}
