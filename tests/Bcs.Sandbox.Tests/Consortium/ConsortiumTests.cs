using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Consortium;

public sealed class ConsortiumTests : SandboxTest
{
    private const string Channel = "trade";

    [Fact]
    public async Task Invited_tenant_joins_and_both_sides_see_it()
    {
        var (founder, member) = await InvitedAsync();
        var received = Assert.Single(await Sandbox.NotificationsAsync("meridian"));
        Assert.Equal(("waiting", 0), (received["status"]!.GetValue<string>(), received["read_status"]!.GetValue<int>()));
        Assert.Equal(
            (founder, "etcdraft", "2.2"),
            (received["invitor_info"]!["invitor_bcs_id"]!.GetValue<string>(), received["invitor_info"]!["invitor_consensus"]!.GetValue<string>(),
                received["invitor_info"]!["invitor_fabric_version"]!.GetValue<string>()));
        Assert.Single(await Sandbox.NotificationsAsync("harbor"));
        Assert.Empty(await Sandbox.NotificationsAsync("sunrise"));

        var (status, _) = await Sandbox.CallAsync("POST", "/notification/handle", Acceptance(founder, member), "meridian");
        Assert.Equal(200, status);
        var record = (await Sandbox.GetAsync("/operation/record?operation_type=05", "meridian"))["operation_records"]!.AsArray().Single()!;
        Assert.StartsWith("BCSSVC01-05-", record["operation_id"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("waiting", (await Sandbox.NotificationsAsync("harbor"))[0]["status"]!.GetValue<string>());
        Sandbox.Advance(100);

        foreach (var tenant in new[] { "harbor", "meridian" })
        {
            var notification = Assert.Single(await Sandbox.NotificationsAsync(tenant));
            Assert.Equal(("agreed", 1), (notification["status"]!.GetValue<string>(), notification["read_status"]!.GetValue<int>()));
            var organization = Assert.Single(Assert.Single(await Sandbox.MembersAsync(tenant))["invited_orgs"]!.AsArray());
            Assert.Equal(("foods", 2), (organization!["name"]!.GetValue<string>(), organization["node_count"]!.GetValue<int>()));
        }

        Assert.Equal(["port", "foods"], await OrganizationsAsync(founder, "harbor"));
        Assert.Equal(["foods", "port"], await OrganizationsAsync(member, "meridian"));
        Assert.Equal(["foods"], (await Sandbox.GetAsync($"/blockchains/{member}/nodes", "meridian"))["node_orgs"]!.AsObject().Select(o => o.Key));
    }

    [Fact]
    public async Task Organizations_of_the_same_name_stay_apart()
    {
        var founder = await Sandbox.UnionAsync("founder", "harbor", "organization", Channel);
        var member = await Sandbox.UnionAsync("member", "meridian", "organization", "supply");
        await Sandbox.InviteAsync(founder, Channel, "harbor", "meridian");
        await Sandbox.AcceptAsync(Some.Acceptance(Channel, "harbor", founder, "founder", "meridian", member, "member", "organization"), "meridian");
        var peers = (await Sandbox.GetAsync($"/blockchains/{founder}/channels"))["channels"]![0]!["peers"]!.AsObject();
        Assert.Equal(2, peers.Count);
        var other = peers.Single(p => p.Key != "organization").Key;
        Assert.Matches("^[0-9a-f]{40}$", other);
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{founder}/{Channel}/orgs/quit", new JsonObject { ["org_names"] = new JsonArray(other) });
        Assert.Equal(["organization"], await OrganizationsAsync(founder, "harbor"));
    }

    [Fact]
    public async Task Rejected_invitation_can_be_deleted_and_sent_again()
    {
        var (founder, _) = await InvitedAsync();
        Assert.Equal(200, (await Sandbox.CallAsync("POST", "/notification/handle", Some.Rejection(Channel, "harbor", founder, "founder"), "meridian")).Status);
        Assert.Equal("reject", Assert.Single(await Sandbox.NotificationsAsync("harbor"))["status"]!.GetValue<string>());
        await Sandbox.InviteAsync(founder, Channel, "harbor", "meridian");
        Assert.Equal("waiting", Assert.Single(await Sandbox.NotificationsAsync("meridian"))["status"]!.GetValue<string>());
        await DeleteAsync(founder, "waiting");
        Assert.Empty(await Sandbox.NotificationsAsync("meridian"));
        Assert.Empty(await Sandbox.MembersAsync("harbor"));
    }

    [Fact]
    public async Task Member_that_quits_is_out_of_the_channel()
    {
        var (founder, member) = await JoinedAsync();
        var (status, body) = await Sandbox.CallAsync("PUT", "/members/quit", Some.Exit(Channel, "harbor", founder, "meridian", member), "meridian");
        Assert.Equal((200, "success"), (status, body!["result"]!.GetValue<string>()));
        Assert.StartsWith("BCSSVC01-06-", body["operation_id"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("agreed", (await Sandbox.NotificationsAsync("harbor"))[0]["status"]!.GetValue<string>());
        Sandbox.Advance(100);
        Assert.Equal("quit", (await Sandbox.NotificationsAsync("harbor"))[0]["status"]!.GetValue<string>());
        Assert.Equal(["port"], await OrganizationsAsync(founder, "harbor"));
        Assert.DoesNotContain(Channel, (await Sandbox.GetAsync($"/blockchains/{member}/channels", "meridian")).ToJsonString(), StringComparison.Ordinal);
        await DeleteAsync(founder, "quit", member);
        Assert.Empty(await Sandbox.NotificationsAsync("meridian"));
    }

    [Fact]
    public async Task Member_whose_organizations_are_removed_is_released()
    {
        var (founder, member) = await JoinedAsync();
        await Sandbox.ChangeAsync("PUT", $"/blockchains/{founder}/{Channel}/orgs/quit", """{"org_names":["foods"]}""");
        Assert.Equal("released", (await Sandbox.NotificationsAsync("meridian"))[0]["status"]!.GetValue<string>());
        Assert.DoesNotContain(Channel, (await Sandbox.GetAsync($"/blockchains/{member}/channels", "meridian")).ToJsonString(), StringComparison.Ordinal);
        await DeleteAsync(founder, "released", member);
    }

    [Fact]
    public async Task Deleted_services_leave_or_release_their_consortia()
    {
        var (founder, member) = await JoinedAsync();
        await Sandbox.ChangeAsync("DELETE", $"/blockchains/{member}", null, "meridian");
        Assert.Equal("quit", (await Sandbox.NotificationsAsync("harbor"))[0]["status"]!.GetValue<string>());
        Assert.Equal(["port"], await OrganizationsAsync(founder, "harbor"));
        await Sandbox.InviteAsync(founder, Channel, "harbor", "sunrise");
        await Sandbox.ChangeAsync("DELETE", $"/blockchains/{founder}");
        Assert.Equal("released", Assert.Single(await Sandbox.NotificationsAsync("sunrise"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Acceptance_that_fails_leaves_the_invitation_waiting()
    {
        var (founder, member) = await InvitedAsync();
        await Sandbox.FaultsAsync(new { operation = "processInvitation", failAtStep = new { step = "Join Consortium" } });
        await Sandbox.AcceptAsync(Acceptance(founder, member), "meridian");
        Assert.Equal("waiting", (await Sandbox.NotificationsAsync("harbor"))[0]["status"]!.GetValue<string>());
        await Sandbox.FaultsAsync();
        await Sandbox.AcceptAsync(Acceptance(founder, member), "meridian");
        Assert.Equal("agreed", (await Sandbox.NotificationsAsync("harbor"))[0]["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Members_see_each_other_and_strangers_see_nothing()
    {
        var (founder, _) = await JoinedAsync();
        var third = await Sandbox.UnionAsync("third", "sunrise", "bank", "payments");
        await Sandbox.InviteAsync(founder, Channel, "harbor", "sunrise");
        Assert.Single(await Sandbox.MembersAsync("meridian"));
        Assert.Equal("waiting", Assert.Single(await Sandbox.MembersAsync("sunrise"))["status"]!.GetValue<string>());
        await Sandbox.AcceptAsync(Some.Acceptance(Channel, "harbor", founder, "founder", "sunrise", third, "third", "bank"), "sunrise");
        foreach (var tenant in new[] { "harbor", "meridian", "sunrise" })
        {
            Assert.Equal(2, (await Sandbox.MembersAsync(tenant)).Count);
        }

        Assert.Equal(["port", "foods", "bank"], await OrganizationsAsync(founder, "harbor"));
        Assert.Equal(["bank", "port", "foods"], await OrganizationsAsync(third, "sunrise"));
        Assert.Single(await Sandbox.NotificationsAsync("sunrise"));
    }

    [Fact]
    public async Task Service_made_for_an_invited_party_matches_and_joins()
    {
        var founder = await Sandbox.UnionAsync("founder", "harbor", "port", Channel);
        await Sandbox.InviteAsync(founder, Channel, "harbor", "meridian");
        var member = await Sandbox.ReadyServiceAsync("member", "meridian", request =>
        {
            request.Remove("orderer_node_number");
            request["blockchain_type"] = "union";
            request["is_invitee"] = true;
            request["invitor_infos"] = new JsonObject
            {
                ["tenant_id"] = SandboxHost.DomainId(), ["project_id"] = SandboxHost.Project(), ["blockchain_id"] = founder,
            };
        });
        var detail = await Sandbox.GetAsync($"/blockchains/{member}", "meridian");
        Assert.Equal(("invite", "0/0"), (detail["basic_info"]!["deploy_type"]!.GetValue<string>(), detail["orderer_info"]!["status_detail"]!.GetValue<string>()));
        Assert.Empty(detail["channels"]!.AsArray());
        await Sandbox.AcceptAsync(Some.Acceptance(Channel, "harbor", founder, "founder", "meridian", member, "member", "organization"), "meridian");
        Assert.Equal(["organization", "port"], await OrganizationsAsync(member, "meridian"));
    }

    private static JsonObject Acceptance(string founder, string member) =>
        Some.Acceptance(Channel, "harbor", founder, "founder", "meridian", member, "member", "foods");

    private async Task<(string Founder, string Member)> InvitedAsync()
    {
        var founder = await Sandbox.UnionAsync("founder", "harbor", "port", Channel);
        var member = await Sandbox.UnionAsync("member", "meridian", "foods", "supply");
        await Sandbox.InviteAsync(founder, Channel, "harbor", "meridian");
        return (founder, member);
    }

    private async Task<(string Founder, string Member)> JoinedAsync()
    {
        var (founder, member) = await InvitedAsync();
        await Sandbox.AcceptAsync(Acceptance(founder, member), "meridian");
        return (founder, member);
    }

    private async Task<IEnumerable<string>> OrganizationsAsync(string service, string tenant) =>
        (await Sandbox.GetAsync($"/blockchains/{service}", tenant))["channels"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == Channel)!["org_names"]!
            .AsArray().Select(o => o!.GetValue<string>());

    private async Task DeleteAsync(string founder, string status, string? member = null)
    {
        var body = Some.Invitation(founder, Channel, "meridian");
        body["invited_userinfo"]![0]!["status"] = status;
        body["invited_userinfo"]![0]!["invited_bcs_id"] = member;
        var (code, answer) = await Sandbox.CallAsync("DELETE", "/members/invitations", body);
        Assert.True(code == 200, answer?.ToJsonString());
    }
}
