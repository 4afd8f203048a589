using System.Text.Json.Nodes;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Channels;

public sealed class ChannelExampleTests : SandboxTest
{
    [Fact]
    public async Task Examples_of_the_contract_work_as_they_are()
    {
        var id = await Sandbox.ReadyServiceAsync(change: request =>
        {
            request["peer_orgs"] = JsonNode.Parse("""[{"name":"organization","node_count":2},{"name":"organization2","node_count":1}]""");
            request["channels"] = JsonNode.Parse("""[{"name":"first","org_names":["organization"]}]""");
        });
        await Sandbox.ChangeAsync("POST", $"/blockchains/{id}/channels", Contract.Operation("createChannels").RequestExample("section-3.2"));
        await Sandbox.ChangeAsync("POST", $"/blockchains/{id}/channels", Some.Channels("channel02"));
        await Sandbox.ChangeAsync("POST", $"/blockchains/{id}/channels/peers", Contract.Operation("addPeersToChannel").RequestExample("section-5.1.7"));
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}/channel02/peers/quit", Contract.Operation("removePeerFromChannel").RequestExample("section-5.1.20"));
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{id}/channel02/orgs/quit", Contract.Operation("removeOrganizationsFromChannel").RequestExample("section-5.1.8"));
        await Sandbox.ChangeAsync("DELETE", $"/blockchains/{id}/channel/channel02");
        Assert.Equal(["first", "channel001"], (await Sandbox.GetAsync($"/blockchains/{id}/channels"))["channels"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()));
    }
}
