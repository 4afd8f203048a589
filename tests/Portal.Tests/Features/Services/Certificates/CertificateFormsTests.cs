using Bcs.Api;
using Bcs.Api.Channels;
using Bcs.Api.Consortium;

using Portal.Design;
using Portal.Features.Services.Certificates;
using Portal.Features.Services.Members;
using Portal.Model.Certificates;

namespace Portal.Tests.Features.Services.Certificates;

public sealed class CertificateFormsTests
{
    private readonly ServiceMembers _members = SomeMembers.Of(
        [("anchor", 3), ("buoy", 1)], ("trade", [("anchor", 2), ("buoy", 1)]), ("inner", [("anchor", 1)]), ("empty", []));

    [Theory]
    [InlineData("", "rule.required")]
    [InlineData("abc", "rule.channelName")]
    [InlineData("Alice", "rule.channelName")]
    [InlineData("1alice", "rule.channelName")]
    [InlineData("alice-1", "rule.channelName")]
    [InlineData("abcdefghijklmnopqrstuvwxy", "rule.channelName")]
    [InlineData("alice", null)]
    [InlineData("abcdefghijklmnopqrstuvwx", null)]
    public void A_new_users_name_follows_the_rule(string name, string? rule)
    {
        var form = new UserCertificateForm("generate", "anchor", generates: true);

        form.Fields.Set(form.User, name);

        Assert.Equal(rule, form.Fields.ErrorOf(form.User)?.TextKey);
        Assert.Equal(rule is null, form.Fields.IsValid);
    }

    [Fact]
    public void An_existing_users_name_is_only_looked_up()
    {
        var form = new UserCertificateForm("freeze", "anchor", generates: false);
        form.Fields.Set(form.User, "User1@of-old");

        Assert.True(form.Fields.IsValid);
    }

    [Fact]
    public void One_channel_with_one_chaincode_is_the_simple_form()
    {
        var form = Form();

        Assert.True(form.Fields.IsValid);
        Assert.Equal(
            """{"chaincode_name":"tracking","cert_path":"/opt/certs","channel_name":"trade","peer_orgs":{"anchor":["peer-anchor-0.peer-anchor.default.svc.cluster.local","peer-anchor-1.peer-anchor.default.svc.cluster.local"],"buoy":["peer-buoy-0.peer-buoy.default.svc.cluster.local"]},"is_multi_chan":false}""",
            System.Text.Json.JsonSerializer.Serialize(form.ToRequest(), BcsJson.Options));
    }

    [Fact]
    public void Several_channels_leave_the_simple_fields_empty()
    {
        var form = Form();
        form.Fields.Set("sdk.channel.inner", "true");
        form.Fields.Set("sdk.chaincode.inner", "custody, receipts");
        form.Fields.Set("sdk.org.buoy", "false");

        var request = form.ToRequest();

        Assert.True(form.Fields.IsValid);
        Assert.True(request.IsMultiChan);
        Assert.Equal("", request.ChannelName);
        Assert.Equal("", request.ChaincodeName);
        Assert.Equal(["custody", "receipts"], request.ChannelChaincode!["inner"]);
        Assert.Equal(["anchor"], request.PeerOrgs!.Keys);
    }

    [Theory]
    [InlineData("sdk.chaincode.trade", "", "rule.required")]
    [InlineData("sdk.chaincode.trade", "short", "rule.chaincode")]
    [InlineData("sdk.chaincode.trade", "Tracking", "rule.chaincode")]
    [InlineData("sdk.chaincode.trade", "tracking, no", "rule.chaincode")]
    [InlineData("sdk.channel.trade", "false", "rule.choose")]
    [InlineData("certPath", " ", "rule.required")]
    public void The_configuration_follows_its_rules(string field, string value, string rule)
    {
        var form = Form();

        form.Fields.Set(field, value);

        Assert.Equal(rule, form.Fields.ErrorOf(field)?.TextKey);
    }

    [Fact]
    public void A_channel_without_our_peers_cannot_be_chosen() => Assert.Equal(["trade", "inner"], Form().Usable.Select(c => c.Name));

    [Fact]
    public void Organizations_of_other_members_go_under_the_name_of_their_company()
    {
        var (guest, founder, stranger) = (new string('a', 40), new string('b', 40), new string('c', 40));
        var members = ServiceMembers.From(
            "service-1",
            SomeMembers.Peers([("anchor", 1)], ("trade", [("anchor", 1)])),
            new ChannelList
            {
                Channels =
                [
                    new Channel
                    {
                        Name = "trade",
                        Peers = new Dictionary<string, IReadOnlyList<string>>
                        {
                            ["anchor"] = ["peer-anchor-0"], ["guests"] = [$"peer-{guest}-0"], ["founders"] = [$"peer-{founder}-0"], ["named"] = ["elsewhere-0"], ["gone"] = [],
                        },
                    },
                    new Channel { Name = "empty", Peers = new Dictionary<string, IReadOnlyList<string>> { ["guests"] = [$"peer-{stranger}-0"] } },
                ],
            },
            null);
        var form = new SdkConfigurationForm(members);
        Assert.Equal(["guests/guests", "founders/founders"], form.Partners.Select(p => $"{p.Name}/{p.Member}"));
        form.Know(
        [
            new ConsortiumMember
            {
                ChannelName = "trade", InvitedOrgs = [new ConsortiumOrganization { Name = "guests", NameHash = guest }, new ConsortiumOrganization { Name = "named", NameHash = stranger }],
                InviteeInfo = new MemberInvitee { InviteeUsername = "meridian" }, InvitorInfo = new MemberInvitor { InvitorUsername = "harbor" },
            },
        ]);
        Assert.Equal(["guests/meridian", "founders/harbor", "named/meridian"], form.Partners.Select(p => $"{p.Name}/{p.Member}"));
        form.Fields.Set("sdk.chaincode.trade", "tracking");
        Assert.Null(form.ToRequest().UnionInfo);

        foreach (var partner in form.Partners)
        {
            form.Fields.Set(SdkConfigurationForm.Partner(partner), "true");
        }

        Assert.Equal(["meridian=" + guest + "," + stranger, "harbor=" + founder], form.ToRequest().UnionInfo!.Select(u => $"{u.Key}={string.Join(',', u.Value)}"));
    }

    [Theory]
    [InlineData("", "rule.required")]
    [InlineData("ab", "rule.reason")]
    [InlineData("a\nb c", "rule.reason")]
    [InlineData("轮换密钥", null)]
    public void A_reason_follows_the_rule(string reason, string? rule) => Assert.Equal(rule, FileRules.Reason(reason)?.TextKey);

    [Theory]
    [InlineData("Normal", "", null, null)]
    [InlineData("Hibernation", "", null, "block.asleep")]
    [InlineData("Freeze", "", null, "block.asleep")]
    [InlineData("", "IsCreating", "block.creating", "block.creating")]
    [InlineData("Normal", "IsDeleting", "block.deleting", "block.deleting")]
    [InlineData("Normal", "IsScaling", null, null)]
    public void A_service_that_sleeps_hands_out_what_it_has_and_issues_nothing(string status, string process, string? reads, string? changes)
    {
        var service = Some.Service(status: status, process: process);

        Assert.Equal((reads, changes), (CertificateRules.Unready(service, false)?.TextKey, CertificateRules.Unready(service, true)?.TextKey));
    }

    private SdkConfigurationForm Form()
    {
        var form = new SdkConfigurationForm(_members);
        form.Fields.Set("sdk.chaincode.trade", "tracking");
        return form;
    }
}
