using Bcs.Api;

using Portal.Design;
using Portal.Features.Services.Channels;
using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Tests.Features.Services.Channels;

public sealed class ChannelFormsTests
{
    private readonly Texts _texts = new();
    private readonly ServiceMembers _members = SomeMembers.Of([("anchor", 3), ("buoy", 1)], ("trade", [("anchor", 1)]), ("empty", []), ("full", [("anchor", 3), ("buoy", 1)]));

    [Theory]
    [InlineData("0", "0", "rule.channelPeers")]
    [InlineData("3", "0", "rule.between")]
    [InlineData("-1", "0", "rule.between")]
    [InlineData("1.5", "0", "rule.between")]
    [InlineData("", "0", "rule.between")]
    [InlineData("2", "1", null)]
    [InlineData("0", "1", null)]
    public void Peers_are_added_within_what_is_free(string anchor, string buoy, string? rule)
    {
        var form = new AddChannelPeersForm(_members, "trade", null);

        form.Fields.Set("add.anchor", anchor);
        form.Fields.Set("add.buoy", buoy);

        Assert.Equal(rule, Error(form.Fields, "add.anchor"));
        Assert.Equal(rule is null, form.Fields.IsValid);
    }

    [Fact]
    public void Adding_shows_before_and_after_and_sends_only_what_was_chosen()
    {
        var form = new AddChannelPeersForm(_members, "trade", "anchor");

        var effect = Assert.Single(form.Effects(_texts));
        Assert.Equal(("anchor", "1 of 3 peers", "2 of 3 peers"), (effect.Subject, effect.Before, effect.After));
        Assert.Equal("""{"channel_peers":[{"channel_name":"trade","peers":{"anchor":1}}]}""", Json(form.ToRequest()));
    }

    [Fact]
    public void Nothing_can_be_added_to_a_channel_that_has_all_peers()
    {
        Assert.Equal("channel.add.none", new AddChannelPeersForm(_members, "full", null).Impossible?.TextKey);
        Assert.Equal("channel.add.all", new AddChannelPeersForm(_members, "full", null).WhyNone(_members.Organizations[0])?.TextKey);
    }

    [Fact]
    public void An_invited_party_adds_peers_of_the_accepted_organizations_only()
    {
        var members = ServiceMembers.From(
            SomeMembers.Service, SomeMembers.Peers([("anchor", 2), ("buoy", 1)], ("trade", [("anchor", 1)])), SomeMembers.Channels(("trade", [("anchor", 1)])),
            SomeMembers.Accepted("trade"));
        var form = new AddChannelPeersForm(members, "trade", null);

        Assert.Equal(1, form.Free(members.Organizations[0]));
        Assert.Equal(0, form.Free(members.Organizations[1]));
        Assert.Equal("channel.add.notAgreed", form.WhyNone(members.Organizations[1])?.TextKey);
    }

    [Theory]
    [InlineData("0", "rule.between")]
    [InlineData("1", null)]
    [InlineData("2", null)]
    [InlineData("3", "rule.between")]
    public void The_last_peer_stays_in_the_channel(string count, string? rule)
    {
        var form = new RemoveChannelPeersForm(_members, "full", null);

        form.Fields.Set(RemoveChannelPeersForm.Count, count);

        Assert.Equal("anchor", form.Chosen?.Name);
        Assert.Equal(rule, Error(form.Fields, RemoveChannelPeersForm.Count));
    }

    [Fact]
    public void An_organization_with_one_peer_cannot_be_chosen_for_removing_peers()
    {
        var form = new RemoveChannelPeersForm(_members, "full", "buoy");
        Assert.Equal("anchor", form.Chosen?.Name);

        form.Fields.Set(RemoveChannelPeersForm.Organization, "buoy");

        Assert.Equal("rule.choose", Error(form.Fields, RemoveChannelPeersForm.Organization));
        Assert.Empty(form.Effects(_texts));
    }

    [Fact]
    public void Removing_peers_names_organization_and_number()
    {
        var form = new RemoveChannelPeersForm(_members, "full", null);
        form.Fields.Set(RemoveChannelPeersForm.Count, "2");

        Assert.Equal("""{"org_name":"anchor","peers":2}""", Json(form.ToRequest()));
        Assert.Equal("1 of 3 peers", Assert.Single(form.Effects(_texts)).After);
    }

    [Theory]
    [InlineData("trade", "channel.removePeers.last")]
    [InlineData("empty", "channel.removePeers.none")]
    [InlineData("full", null)]
    public void Removing_peers_says_why_it_is_not_possible(string channel, string? reason) =>
        Assert.Equal(reason, RemoveChannelPeersForm.Why(_members.Find(channel)!)?.TextKey);

    [Fact]
    public void All_organizations_may_leave_a_channel_that_nobody_else_is_in()
    {
        var form = new RemoveChannelOrganizationsForm(_members, "full", null);
        form.Fields.Check();
        form.Fields.ShowAll = true;
        Assert.Equal("rule.choose", Error(form.Fields, "leave.anchor"));

        form.Fields.Set("leave.anchor", "true");
        form.Fields.Set("leave.buoy", "true");

        Assert.True(form.Fields.IsValid);
        Assert.Equal("""{"org_names":["anchor","buoy"]}""", Json(form.ToRequest()));
        Assert.Equal(["anchor", "buoy", "full"], form.Effects(_texts).Select(e => e.Subject));
    }

    [Fact]
    public void The_inviting_party_stays_as_long_as_others_are_in_the_channel()
    {
        var members = Shared(invited: false);
        var form = new RemoveChannelOrganizationsForm(members, "trade", "anchor");
        form.Fields.Set("leave.anchor", "true");
        Assert.Equal("rule.channelStays", Error(form.Fields, "leave.anchor"));

        form.Fields.Set("leave.others", "true");

        Assert.True(form.Fields.IsValid);
    }

    [Fact]
    public void The_last_organization_of_an_invited_party_leaves_with_the_consortium()
    {
        var members = Shared(invited: true);

        Assert.Equal("channel.removeOrgs.lastInvited", RemoveChannelOrganizationsForm.Why(members.Find("trade")!)?.TextKey);
        var form = new RemoveChannelOrganizationsForm(members, "trade", null);
        Assert.Equal("channel.removeOrgs.foreign", form.WhyNot(members.Find("trade")!.Foreign.Single())?.TextKey);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("Empty", false)]
    [InlineData("empt", false)]
    [InlineData("empty", true)]
    [InlineData(" ｅｍｐｔｙ ", true)]
    public void A_channel_goes_only_when_its_name_is_typed(string typed, bool valid)
    {
        var form = new DeleteChannelForm(_members, "empty");

        form.Fields.Set(DeleteChannelForm.Confirm, typed);

        Assert.Equal(valid, form.Fields.IsValid);
        Assert.Null(form.Impossible);
    }

    [Fact]
    public void A_channel_with_organizations_is_not_deleted_and_says_what_is_in_it()
    {
        var reason = new DeleteChannelForm(_members, "full").Impossible!;

        Assert.Contains("anchor (3), buoy (1)", _texts[reason.TextKey, reason.Values], StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_vanished_says_so_in_every_form()
    {
        ChannelForm[] forms =
        [
            new AddChannelPeersForm(_members, "trade", null), new RemoveChannelPeersForm(_members, "full", null),
            new RemoveChannelOrganizationsForm(_members, "full", null), new DeleteChannelForm(_members, "empty"),
        ];
        var without = SomeMembers.Of([("anchor", 3), ("buoy", 1)]);

        foreach (var form in forms)
        {
            form.Rebase(_texts, without);
            Assert.Equal("channel.gone", form.Impossible?.TextKey);
            Assert.Empty(form.Effects(_texts));
        }
    }

    [Theory]
    [InlineData("", "rule.required")]
    [InlineData("abc", "rule.channelName")]
    [InlineData("Trade", "rule.channelName")]
    [InlineData("1trade", "rule.channelName")]
    [InlineData("channel_test", "rule.channelName")]
    [InlineData("trade", "rule.channelExists")]
    [InlineData("customs", null)]
    public void New_channels_have_new_names_within_the_rule(string name, string? rule)
    {
        var form = new CreateChannelsForm(_members);

        form.Fields.Set(CreateChannelsForm.Name(1), name);

        Assert.Equal(rule, Error(form.Fields, CreateChannelsForm.Name(1)));
        Assert.Equal(rule is null, form.Effects(_texts).Count == 1);
    }

    [Fact]
    public void Two_new_channels_need_two_names()
    {
        var form = new CreateChannelsForm(_members);
        form.AddRow();
        form.Fields.Set(CreateChannelsForm.Name(1), "customs");
        form.Fields.Set(CreateChannelsForm.Name(2), "customs");
        Assert.Equal("rule.unique", Error(form.Fields, CreateChannelsForm.Name(2)));

        form.Fields.Set(CreateChannelsForm.Name(2), "ferry");

        Assert.Equal(2, form.ToRequest().Channels!.Count);
        Assert.True(form.Fields.IsValid);
    }

    [Fact]
    public void What_others_changed_in_the_channel_is_told()
    {
        var form = new AddChannelPeersForm(_members, "trade", null);

        form.Rebase(_texts, SomeMembers.Of([("anchor", 3), ("buoy", 1)], ("trade", [("anchor", 2)]), ("empty", [("buoy", 1)]), ("full", [])));

        var moved = Assert.Single(form.Moved);
        Assert.Equal(("trade · anchor", "1 peer", "2 peers"), (moved.Subject, moved.Before, moved.After));
        Assert.Equal(1, form.Free(_members.Organizations[0]));
    }

    private static ServiceMembers Shared(bool invited)
    {
        var channels = SomeMembers.Channels(("trade", [("anchor", 1), ("others", 2)]));
        return ServiceMembers.From(
            SomeMembers.Service, SomeMembers.Peers([("anchor", 1)], ("trade", [("anchor", 1)])), channels, invited ? SomeMembers.Accepted("trade") : null);
    }

    private static string? Error(FormFields fields, string name)
    {
        fields.ShowAll = true;
        return fields.ErrorOf(name)?.TextKey;
    }

    private static string Json<T>(T request) => System.Text.Json.JsonSerializer.Serialize(request, BcsJson.Options);
}
