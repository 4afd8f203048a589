using Portal.Features.Services.Members;

namespace Portal.Tests.Features.Services.Members;

public sealed class ServiceMembersTests
{
    [Fact]
    public void Another_members_organization_of_the_same_name_is_not_our_own()
    {
        var peers = SomeMembers.Peers([("trader", 2)]);
        var channels = SomeMembers.Channels(("trade", [("trader", 1)])) with
        {
            Channels = [new() { Name = "trade", Peers = new Dictionary<string, IReadOnlyList<string>> { ["trader"] = ["peer-of-others-0"] } }],
        };

        var channel = Assert.Single(ServiceMembers.From(SomeMembers.Service, peers, channels, null).Channels);

        Assert.Empty(channel.Own);
        Assert.Single(channel.Foreign);
        Assert.True(channel.Shared);
    }

    [Fact]
    public void A_channel_of_an_accepted_invitation_is_one_by_invitation()
    {
        var (peers, channels) = (SomeMembers.Peers([("trader", 1)]), SomeMembers.Channels(("trade", [("trader", 1)]), ("inner", [])));

        var members = ServiceMembers.From(SomeMembers.Service, peers, channels, SomeMembers.Accepted("trade"));
        var others = ServiceMembers.From(SomeMembers.Service, peers, channels, SomeMembers.Accepted("trade", "service-2"));

        Assert.True(members.Find("trade")!.Invited);
        Assert.False(members.Find("inner")!.Invited);
        Assert.False(others.Find("trade")!.Invited);
    }

    [Fact]
    public void An_empty_answer_has_no_members()
    {
        var members = ServiceMembers.From(SomeMembers.Service, new(), new(), null);

        Assert.Empty(members.Organizations);
        Assert.Empty(members.Channels);
    }

    [Fact]
    public void Facts_of_a_channel_leave_other_channels_out()
    {
        var members = SomeMembers.Of([("trader", 2)], ("trade", [("trader", 1)]), ("inner", [("trader", 2)]));

        Assert.Equal(["trader", "trade", "trade · trader"], members.Facts("trade").Select(f => f.Subject));
        Assert.Equal(5, members.Facts().Count());
    }
}
