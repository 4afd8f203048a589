using System.Text.Json.Nodes;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Services;

public sealed class ModifyServiceTests : SandboxTest
{
    [Fact]
    public async Task Number_of_peers_is_the_one_to_reach()
    {
        var id = await Sandbox.ReadyServiceAsync();
        var (_, body) = await Sandbox.CallAsync("PUT", $"/blockchains/{id}", Organizations("organization", 4));
        Assert.StartsWith("BCSSVC01-03-", body!["operation_id"]!.GetValue<string>(), StringComparison.Ordinal);
        var during = await Sandbox.GetAsync($"/blockchains/{id}");
        Assert.Equal(("IsScaling", "Adding/IsScaling"), (during["basic_info"]!["process_status"]!.GetValue<string>(), during["peer_info"]![0]!["status"]!.GetValue<string>()));
        Sandbox.Advance(60);
        Assert.Equal(4, await PeersAsync(id, "organization"));
        Assert.Equal(2, await InChannelAsync(id));
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}", Organizations("organization", 1));
        Assert.Equal(1, await PeersAsync(id, "organization"));
        Assert.Equal(1, await InChannelAsync(id));
    }

    [Fact]
    public async Task Organizations_come_and_go()
    {
        var id = await Sandbox.ReadyServiceAsync();
        var ports = await PortsAsync(id, "organization");
        var added = await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}", Organizations("customs", 2, ("pvc_name", "pvc-customs")));
        Assert.StartsWith("BCSSVC01-02-", added, StringComparison.Ordinal);
        Assert.Equal(2, await PeersAsync(id, "customs"));
        Assert.Equal("pvc-customs", (await Sandbox.GetAsync($"/blockchains/{id}"))["peer_info"]![1]!["pvc_name"]!.GetValue<string>());
        Assert.Empty(ports.Intersect(await PortsAsync(id, "customs")));
        await Sandbox.ChangeAsync("POST", $"/blockchains/{id}/channels/peers", """{"channel_peers":[{"channel_name":"channel","peers":{"customs":2}}]}""");
        var request = Organizations("organization", 1);
        request["is_delete_org"] = true;
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}", request);
        Assert.Equal(["customs"], (await Sandbox.GetAsync($"/blockchains/{id}/nodes"))["node_orgs"]!.AsObject().Select(o => o.Key));
        Assert.Equal(["customs"], (await Sandbox.GetAsync($"/blockchains/{id}"))["channels"]![0]!["org_names"]!.AsArray().Select(o => o!.GetValue<string>()));
    }

    [Fact]
    public async Task Example_of_the_contract_works_as_it_is()
    {
        var id = await Sandbox.ReadyServiceAsync();
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}", Contract.Operation("modifyBcsService").RequestExample("section-5.1.4"));
        Assert.Equal(1, await PeersAsync(id, "organization"));
    }

    [Fact]
    public async Task Edge_organization_that_is_bound_brings_its_node()
    {
        var id = await Sandbox.ReadyServiceAsync(change: request =>
        {
            request["cluster_type"] = "ief";
            request["ief_deploy_mode"] = 1;
            request["ief_nodes_info"] = JsonNode.Parse("""[{"id":"n1","status":"ACTIVE","public_ip_address":"192.168.1.95"}]""");
            request["peer_orgs"] = JsonNode.Parse("""[{"name":"edge-org","node_count":1}]""");
        });
        AssertRefused(400, "BCS.4004021", await Sandbox.CallAsync("PUT", $"/blockchains/{id}", Organizations("edge-org", 2)));
        AssertRefused(400, "BCS.4006014", await Sandbox.CallAsync("PUT", $"/blockchains/{id}", Organizations("edge-two", 1)));
        var request = Organizations("edge-two", 1);
        request["publicips"] = JsonNode.Parse("""[{"id":"n2","status":"ACTIVE","public_ip_address":"192.168.1.96"}]""");
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}", request);
        Assert.Equal(1, await PeersAsync(id, "edge-two"));
    }

    private static JsonObject Organizations(string name, int count, params (string Key, string Value)[] more)
    {
        var organization = new JsonObject { ["name"] = name, ["node_count"] = count };
        foreach (var (key, value) in more)
        {
            organization[key] = value;
        }

        return new JsonObject { ["node_orgs"] = new JsonArray(organization) };
    }

    private async Task<int> PeersAsync(string id, string organization) =>
        (await Sandbox.GetAsync($"/blockchains/{id}/nodes"))["node_orgs"]![organization]!["peers"]!.AsObject().Count;

    private async Task<IEnumerable<string>> PortsAsync(string id, string organization) =>
        [.. (await Sandbox.GetAsync($"/blockchains/{id}/nodes"))["node_orgs"]![organization]!["peers"]!.AsObject().Select(p => p.Value!["ip_port"]!.GetValue<string>())];

    private async Task<int> InChannelAsync(string id) =>
        (await Sandbox.GetAsync($"/blockchains/{id}/channels"))["channels"]![0]!["peers"]!["organization"]!.AsArray().Count;
}
