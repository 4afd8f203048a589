using Bcs.Api;
using Bcs.Api.Services;

using Portal.Contracts.Services;
using Portal.Features.Services.Members;
using Portal.Features.Services.Scaling;
using Portal.Resources;

namespace Portal.Tests.Features.Services.Scaling;

public sealed class ScaleFormTests
{
    private static readonly ServiceMembers Two = SomeMembers.Of([("anchor", 2), ("buoy", 1)], ("trade", [("anchor", 2), ("buoy", 1)]));

    private readonly Texts _texts = new();

    [Theory]
    [InlineData(ScaleKind.AddPeers, "2", "2", null)]
    [InlineData(ScaleKind.AddPeers, "3", "1", "rule.between")]
    [InlineData(ScaleKind.AddPeers, "1", "1", "rule.between")]
    [InlineData(ScaleKind.AddPeers, "x", "1", "rule.between")]
    [InlineData(ScaleKind.RemovePeers, "1", "1", null)]
    [InlineData(ScaleKind.RemovePeers, "0", "1", "rule.between")]
    [InlineData(ScaleKind.RemovePeers, "3", "1", "rule.between")]
    [InlineData(ScaleKind.RemovePeers, "2", "1", "rule.scaleNothing")]
    public void Numbers_stay_within_the_kind_of_change(ScaleKind kind, string anchor, string buoy, string? rule)
    {
        var form = Form(kind);

        form.Fields.Set("peers.anchor", anchor);
        form.Fields.Set("peers.buoy", buoy);

        Assert.Equal(rule, Error(form, "peers.anchor"));
        Assert.Equal(rule is null, form.Fields.IsValid);
    }

    [Fact]
    public void Only_what_belongs_to_the_chosen_kind_is_sent()
    {
        var form = Form(ScaleKind.AddPeers);
        form.Fields.Set("peers.buoy", "2");
        form.Fields.Set("leave.anchor", "true");
        form.Fields.Set(ScaleForm.New(1, "name"), "customs");

        Assert.Equal("""{"node_orgs":[{"name":"buoy","node_count":2}],"is_delete_org":false}""", Json(form));
    }

    [Fact]
    public void Peers_that_go_are_shown_with_the_channels_they_leave()
    {
        var form = Form(ScaleKind.RemovePeers);
        form.Fields.Set("peers.anchor", "1");

        Assert.Equal(
            [("anchor", "2 peers", "1 peer"), ("trade · anchor", "2 peers", "at most 1 peer")],
            form.Effects(_texts).Select(e => (e.Subject, e.Before, e.After)));
    }

    [Theory]
    [InlineData("name", "", "rule.required")]
    [InlineData("name", "abc", "rule.serviceName")]
    [InlineData("name", "-abcd", "rule.serviceName")]
    [InlineData("name", "anchor", "rule.orgExists")]
    [InlineData("peers", "0", "rule.between")]
    [InlineData("peers", "3", "rule.between")]
    [InlineData("claim", " ", "rule.required")]
    public void New_organizations_follow_their_rules(string part, string value, string rule)
    {
        var form = New();

        form.Fields.Set(ScaleForm.New(1, part), value);

        Assert.Equal(rule, Error(form, ScaleForm.New(1, part)));
        Assert.False(form.Fields.IsValid);
    }

    [Fact]
    public void New_organizations_of_a_cluster_name_their_storage()
    {
        var form = New();

        Assert.True(form.Fields.IsValid);
        Assert.Equal("""{"node_orgs":[{"name":"customs","node_count":1,"pvc_name":"pvc-cold"}],"is_delete_org":false}""", Json(form));
        Assert.Equal(("customs", "not there", "1 peer"), form.Effects(_texts).Select(e => (e.Subject, e.Before, e.After)).Single());
    }

    [Fact]
    public void New_organizations_of_one_name_are_refused()
    {
        var form = New();
        form.AddRow();

        form.Fields.Set(ScaleForm.New(2, "name"), "customs");

        Assert.Equal("rule.unique", Error(form, ScaleForm.New(1, "name")));
        Assert.Equal("rule.unique", Error(form, ScaleForm.New(2, "name")));
    }

    [Fact]
    public void On_edge_nodes_organizations_bring_a_node_and_peers_cannot_be_scaled()
    {
        var form = new ScaleForm(Two, SomeMembers.Context(Edge()), null);
        Assert.Equal("scale.edge", form.WhyNot(ScaleKind.AddPeers)?.TextKey);
        Assert.Equal("scale.edge", form.WhyNot(ScaleKind.RemovePeers)?.TextKey);
        Assert.Equal(ScaleKind.AddOrganizations, form.Chosen);

        form.Fields.Set(ScaleForm.New(1, "name"), "edge-node-1");
        form.Fields.Set(ScaleForm.New(1, "node"), "node-id");
        form.Fields.Set(ScaleForm.New(1, "ip"), "10.0.0.256");
        Assert.Equal("rule.address", Error(form, ScaleForm.New(1, "ip")));
        form.Fields.Set(ScaleForm.New(1, "ip"), "10.0.0.5");

        Assert.True(form.Fields.IsValid);
        Assert.Equal(
            """{"node_orgs":[{"name":"edge-node-1","node_count":1}],"publicips":[{"id":"node-id","status":"ACTIVE","public_ip_address":"10.0.0.5"}],"is_delete_org":false}""",
            Json(form));
    }

    [Fact]
    public void Organizations_go_with_their_channels_and_only_when_the_name_is_typed()
    {
        var form = Form(ScaleKind.RemoveOrganizations);
        form.Fields.Set("leave.buoy", "true");
        Assert.Equal("rule.confirmName", Error(form, ScaleForm.Confirm));

        form.Fields.Set(ScaleForm.Confirm, "cold-chain");

        Assert.True(form.Fields.IsValid);
        Assert.Equal("""{"node_orgs":[{"name":"buoy","node_count":1}],"is_delete_org":true}""", Json(form));
        Assert.Equal([("buoy", "deleted"), ("trade · buoy", "not there")], form.Effects(_texts).Select(e => (e.Subject, e.After)));
    }

    [Fact]
    public void One_organization_stays()
    {
        var form = Form(ScaleKind.RemoveOrganizations);
        form.Fields.Set(ScaleForm.Confirm, "cold-chain");
        form.Fields.Set("leave.anchor", "true");
        form.Fields.Set("leave.buoy", "true");

        Assert.False(form.Fields.IsValid);
        Assert.Equal("scale.removeOrgs.last", Error(form, "leave.buoy"));
        Assert.Equal("scale.removeOrgs.last", new ScaleForm(SomeMembers.Of([("anchor", 1)]), SomeMembers.Context(Service()), null).WhyNot(ScaleKind.RemoveOrganizations)?.TextKey);
    }

    [Fact]
    public void An_organization_in_a_shared_channel_stays()
    {
        var members = SomeMembers.Of([("anchor", 1), ("buoy", 1)], ("trade", [("anchor", 1)]), ("inner", [("buoy", 1)]));
        var shared = members with { Channels = [members.Channels[0] with { Invited = true }, members.Channels[1]] };
        var form = new ScaleForm(shared, SomeMembers.Context(Service()), ScaleKind.RemoveOrganizations);

        Assert.Equal("scale.removeOrgs.in", form.WhyStays(shared.Organizations[0])?.TextKey);
        Assert.Null(form.WhyStays(shared.Organizations[1]));
    }

    [Fact]
    public void Kinds_that_are_not_possible_say_why()
    {
        var form = new ScaleForm(SomeMembers.Of([("anchor", 2)]), SomeMembers.Context(Service()), ScaleKind.AddPeers);
        Assert.Equal("scale.addPeers.full", form.WhyNot(ScaleKind.AddPeers)?.TextKey);
        Assert.Equal(ScaleKind.RemovePeers, form.Chosen);

        var larger = new ScaleForm(SomeMembers.Of([("anchor", 2)]), SomeMembers.Context(Service()), ScaleKind.AddPeers, mostPeers: 5);
        Assert.Null(larger.WhyNot(ScaleKind.AddPeers));
        Assert.Equal(ScaleKind.AddPeers, larger.Chosen);
    }

    [Theory]
    [InlineData("""{"node_orgs":[{"name":"buoy","node_count":2}],"is_delete_org":false}""", ScaleKind.AddPeers)]
    [InlineData("""{"node_orgs":[{"name":"anchor","node_count":1}],"is_delete_org":false}""", ScaleKind.RemovePeers)]
    [InlineData("""{"node_orgs":[{"name":"customs","node_count":1,"pvc_name":"pvc-cold"},{"name":"pilots","node_count":2,"pvc_name":"pvc-2"}],"is_delete_org":false}""", ScaleKind.AddOrganizations)]
    [InlineData("""{"node_orgs":[{"name":"buoy","node_count":1}],"is_delete_org":true}""", ScaleKind.RemoveOrganizations)]
    public void An_earlier_request_comes_back_as_it_was_sent(string request, ScaleKind kind)
    {
        var form = Form(ScaleKind.AddPeers);

        form.Fill(System.Text.Json.JsonSerializer.Deserialize<ModifyServiceRequest>(request, BcsJson.Options)!);

        Assert.Equal(kind, form.Chosen);
        Assert.Equal(request, Json(form));
    }

    [Fact]
    public void The_limit_that_only_the_cloud_knows_shows_at_its_number()
    {
        var form = Form(ScaleKind.AddPeers);
        form.Fields.Set("peers.buoy", "2");

        Assert.Equal("peers.buoy", form.FieldOf("BCS.4001051"));
        Assert.Null(form.FieldOf("BCS.4001050"));
    }

    private static ScaleForm Form(ScaleKind kind) => new(Two, SomeMembers.Context(Service()), kind);

    private static ScaleForm New()
    {
        var form = Form(ScaleKind.AddOrganizations);
        form.Fields.Set(ScaleForm.New(1, "name"), "customs");
        return form;
    }

    private static ServiceDto Service()
    {
        var service = Some.Service();
        return service with { Detail = service.Detail! with { SfsInfo = new SfsInfo { PvcName = "pvc-cold" } } };
    }

    private static ServiceDto Edge()
    {
        var service = Some.Service();
        return service with { Detail = service.Detail! with { BasicInfo = service.Detail.BasicInfo! with { ClusterType = "ief" }, IefInfo = new IefInfo { DeployMode = 1 } } };
    }

    private static string? Error(ScaleForm form, string name)
    {
        form.Fields.ShowAll = true;
        return form.Fields.ErrorOf(name)?.TextKey;
    }

    private static string Json(ScaleForm form) => System.Text.Json.JsonSerializer.Serialize(form.ToRequest(), BcsJson.Options);
}
