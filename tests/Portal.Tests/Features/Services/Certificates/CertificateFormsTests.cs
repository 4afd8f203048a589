using Bcs.Api;

using Portal.Features.Services.Certificates;
using Portal.Features.Services.Members;

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

    private SdkConfigurationForm Form()
    {
        var form = new SdkConfigurationForm(_members);
        form.Fields.Set("sdk.chaincode.trade", "tracking");
        return form;
    }
}
