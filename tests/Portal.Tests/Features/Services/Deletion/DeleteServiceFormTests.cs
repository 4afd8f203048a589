using Bcs.Api.Services;

using Portal.Contracts.Services;
using Portal.Features.Services.Deletion;
using Portal.Resources;

namespace Portal.Tests.Features.Services.Deletion;

public sealed class DeleteServiceFormTests
{
    private readonly Texts _texts = new();

    [Theory]
    [InlineData("", false)]
    [InlineData("Cold-Chain", false)]
    [InlineData("cold-chain", true)]
    public void A_service_goes_only_when_its_name_is_typed_exactly(string typed, bool valid)
    {
        var form = Form(Some.Service());

        form.Fields.Set(DeleteServiceForm.Confirm, typed);

        Assert.Equal(valid, form.Fields.IsValid);
    }

    [Fact]
    public void Everything_that_goes_and_everything_that_stays_is_listed()
    {
        var form = Form(Some.Service());
        form.Fields.Set(DeleteServiceForm.Storage, "true");

        var effects = form.Effects(_texts);

        Assert.Equal(["cold-chain", "anchor", "trade", "Network storage", "Cluster resources"], effects.Select(e => e.Subject));
        Assert.Equal([true, true, true, true, false], effects.Select(e => e.Loss));
    }

    [Fact]
    public void Flags_that_do_not_apply_are_not_sent()
    {
        var form = Form(Some.Service());
        form.Fields.Set(DeleteServiceForm.Storage, "true");

        var options = form.ToOptions();

        Assert.True(options.Storage);
        Assert.False(options.Resource);
        Assert.Null(options.Obs);
        Assert.Null(options.Ief);
        Assert.Null(options.IefNodeIds);
        Assert.Null(options.LightPeerNodes);
    }

    [Fact]
    public void On_edge_nodes_one_has_to_say_what_becomes_of_them()
    {
        var service = Some.Service();
        var form = Form(service with { Detail = service.Detail! with { BasicInfo = service.Detail.BasicInfo! with { ClusterType = "ief" } } });
        form.Fields.Set(DeleteServiceForm.Confirm, "cold-chain");
        Assert.False(form.Fields.IsValid);

        form.Fields.Set(DeleteServiceForm.Edge, "yes");
        form.Fields.Set(DeleteServiceForm.EdgeNodes, "node-1, node-2");

        Assert.True(form.Fields.IsValid);
        Assert.True(form.ToOptions().Ief);
        Assert.Equal(["node-1", "node-2"], form.ToOptions().IefNodeIds);
        Assert.Null(form.ToOptions().Resource);
    }

    [Fact]
    public void Light_peers_are_named_and_not_flagged()
    {
        var service = Some.Service();
        var form = Form(service with { Detail = service.Detail! with { LightPeerInfo = [new PeerInfo { Name = "light" }], ObsBucketInfo = new ObsInfo { Name = "bucket" } } });
        form.Fields.Set(DeleteServiceForm.Confirm, "cold-chain");
        form.Fields.Set(DeleteServiceForm.LightPeers, "true");
        Assert.Equal("rule.nodeNames", form.Fields.ErrorOf(DeleteServiceForm.LightPeers)?.TextKey);

        form.Fields.Set(DeleteServiceForm.LightPeers, "edge-1,edge-2");
        form.Fields.Set(DeleteServiceForm.Bucket, "true");

        Assert.Equal(["edge-1", "edge-2"], form.ToOptions().LightPeerNodes);
        Assert.True(form.ToOptions().Obs);
    }

    [Theory]
    [InlineData("Normal", "", null)]
    [InlineData("Abnormal", "", null)]
    [InlineData("Normal", "IsCreating", "block.creating")]
    [InlineData("Normal", "IsScaling", "block.busy")]
    [InlineData("Freeze", "", "block.asleep")]
    [InlineData("Hibernation", "", "block.asleep")]
    public void A_service_says_why_it_cannot_be_deleted_now(string status, string process, string? reason) =>
        Assert.Equal(reason, SomeMembers.Context(Some.Service(status: status, process: process)).DeleteBlocked?.TextKey);

    [Theory]
    [InlineData("Normal", "", null)]
    [InlineData("Abnormal", "", "block.abnormal")]
    [InlineData("EipAbnormal", "", "block.eip")]
    [InlineData("Normal", "IsDeleting", "block.deleting")]
    [InlineData("Normal", "IsUpgrading", "block.busy")]
    public void A_service_says_why_it_cannot_be_changed_now(string status, string process, string? reason) =>
        Assert.Equal(reason, SomeMembers.Context(Some.Service(status: status, process: process)).Blocked?.TextKey);

    [Fact]
    public void A_service_billed_by_the_year_is_neither_scaled_nor_deleted()
    {
        var service = Some.Service();
        var context = SomeMembers.Context(service with { Detail = service.Detail! with { BasicInfo = service.Detail.BasicInfo! with { ChargingMode = 0 } } });

        Assert.Equal("block.yearly", context.ScaleBlocked?.TextKey);
        Assert.Equal("block.yearly", context.DeleteBlocked?.TextKey);
        Assert.Null(context.Blocked);
    }

    private static DeleteServiceForm Form(ServiceDto service)
    {
        var members = SomeMembers.Of([("anchor", 1)], ("trade", [("anchor", 1)]));
        return new(members, SomeMembers.Context(service, members));
    }
}
