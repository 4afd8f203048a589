using Bcs.Api.Consortium;
using Bcs.Api.Services;

using Portal.Contracts.Consortia;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Features.Consortium;

namespace Portal.Tests.Features.Consortium;

public sealed class ConsortiumRulesTests
{
    private static readonly TenantDto Me = new("harbor", "Harbor", "project-1", [], []);

    [Theory]
    [InlineData("waiting", "", false, Turn.Mine, "Accept Reject")]
    [InlineData("waiting", "", true, Turn.Theirs, "Withdraw")]
    [InlineData("waiting", "service-9", false, Turn.Cloud, "")]
    [InlineData("waiting", "service-9", true, Turn.Cloud, "")]
    [InlineData("agreed", "service-9", false, Turn.Nobody, "Leave")]
    [InlineData("agreed", "service-9", true, Turn.Nobody, "Release")]
    [InlineData("reject", "", false, Turn.Nobody, "")]
    [InlineData("reject", "", true, Turn.Nobody, "Delete")]
    [InlineData("quit", "service-9", true, Turn.Nobody, "Delete")]
    [InlineData("released", "service-9", true, Turn.Nobody, "Delete")]
    public void Invitation_says_whose_turn_it_is_and_what_can_be_done(string status, string joined, bool sent, object turn, string actions)
    {
        var view = Assert.Single(InvitationView.All(State(Invitation(status, joined, sent)), Me));

        Assert.Equal((Turn)turn, view.Turn);
        Assert.Equal(actions, string.Join(' ', InvitationActions.Of(view)));
    }

    [Fact]
    public void What_waits_for_this_company_comes_first_and_what_is_hidden_does_not_come()
    {
        var all = InvitationView.All(
            State(Invitation("agreed", "s"), Invitation("waiting", sent: true), Invitation("waiting"), Invitation("waiting") with { Hide = 1 }), Me);

        Assert.Equal([Turn.Mine, Turn.Theirs, Turn.Nobody], all.Select(i => i.Turn));
    }

    [Theory]
    [InlineData(AcceptanceStatuses.Creating, "service-2", Turn.Portal, "")]
    [InlineData(AcceptanceStatuses.Accepting, "service-2", Turn.Portal, "")]
    [InlineData(AcceptanceStatuses.Failed, "service-2", Turn.Mine, "Accept Reject")]
    [InlineData(AcceptanceStatuses.Cancelled, "service-2", Turn.Mine, "Accept Reject")]
    [InlineData(AcceptanceStatuses.Creating, "another", Turn.Mine, "Accept Reject")]
    public void Invitation_whose_acceptance_the_portal_has_in_hand_waits_for_nobody_here(string status, string service, object turn, string actions)
    {
        var planned = new AcceptanceDto("a-1", "harbor", status, "trade", service, "inviter", "mine", null, ["organization"], "alice", Some.Start, null, null);

        var view = Assert.Single(InvitationView.All(State(Invitation("waiting")) with { Acceptances = [planned] }, Me));

        Assert.Equal((Turn)turn, view.Turn);
        Assert.Equal(actions, string.Join(' ', InvitationActions.Of(view)));
    }

    public static TheoryData<string, ServiceBasicInfo> Misfits => new()
    {
        { "fit.type", Fitting with { ServiceType = "private" } },
        { "fit.consensus", Fitting with { Consensus = "sflic" } },
        { "fit.sign", Fitting with { SignAlgorithm = "SM2" } },
        { "fit.busy", Fitting with { ProcessStatus = "IsScaling" } },
        { "fit.notNormal", Fitting with { Status = "Abnormal" } },
        { "fit.eip", Fitting with { AgentPortalAddrs = [] } },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Service_that_differs_cannot_join_and_says_why(string reason, ServiceBasicInfo basic) =>
        Assert.Equal(reason, Assert.Single(Compatibility.ForJoining(Received, Service(basic), [])).TextKey);

    [Fact]
    public void Fabric_of_a_service_is_told_by_its_consensus_or_by_its_invitations()
    {
        var old = Received with { Source = Received.Source with { InvitorInfo = Received.Source.InvitorInfo! with { InvitorFabricVersion = "v1.4" } } };
        var sent = new InvitationView(Invitation("agreed", "x", sent: true) with { InvitorInfo = new() { InvitorBcsId = "service-1", InvitorFabricVersion = "1.4" } }, false);

        Assert.Equal(("fit.version", "2.2", "1.4"), Assert.Single(Compatibility.ForJoining(old, Service(Fitting), [])) is var error ? (error.TextKey, error.Values[0], error.Values[1]) : default);
        Assert.Empty(Compatibility.ForJoining(old, Service(Fitting), [sent]));
    }

    [Fact]
    public void Service_that_fits_can_join_whatever_the_spelling()
    {
        Assert.Empty(Compatibility.ForJoining(Received, Service(Fitting), []));
        Assert.Empty(Compatibility.ForJoining(Received, Service(Fitting with { Consensus = "ETCDRAFT", SignAlgorithm = "ecdsa", AgentPortalAddrs = null }), []));
    }

    [Fact]
    public void Service_with_a_channel_of_that_name_or_made_for_another_inviter_cannot_join()
    {
        var named = Service(Fitting) with { Detail = new ServiceDetail { BasicInfo = Fitting, Channels = [new ServiceChannel { Name = "trade" }] } };
        Assert.Equal("fit.channel", Assert.Single(Compatibility.ForJoining(Received, named, [])).TextKey);

        var made = Service(Fitting with { DeployType = "invite" });
        var other = new InvitationView(Invitation("agreed", "service-1") with { InvitorInfo = new() { InvitorBcsId = "elsewhere", InvitorName = "other" } }, true);
        Assert.Equal("fit.inviter", Assert.Single(Compatibility.ForJoining(Received, made, [other])).TextKey);
        Assert.Equal("fit.notInviter", Assert.Single(Compatibility.ForInviting(made)).TextKey);
        Assert.Equal("fit.unread", Assert.Single(Compatibility.ForJoining(Received, made with { Detail = null }, [])).TextKey);
    }

    [Theory]
    [InlineData("", "rule.required")]
    [InlineData("alpha\nALPHA", "invite.twice")]
    [InlineData("harbor-domain", "invite.self")]
    [InlineData("meridian", "invite.taken")]
    [InlineData("a1\na2\na3\na4\na5", "invite.full")]
    [InlineData("alpha, beta; gamma\ndelta", null)]
    public void Companies_are_checked_before_they_are_invited(string names, string? error)
    {
        var form = Inviting();
        form.Fields.Set(InviteForm.Companies, names);

        Assert.Equal(error, form.Fields.ErrorOf(InviteForm.Companies)?.TextKey);
        Assert.Equal(error is null, form.Fields.IsValid);
    }

    [Fact]
    public void Consortium_of_fifty_companies_is_full()
    {
        var members = Enumerable.Range(1, 49).Select(i => Invitation("agreed", "s", sent: true, party: $"company-{i}", channel: "other"));
        var form = new InviteForm([Service(Fitting)], new("harbor", 1, Some.Start, null, [.. members], [], []), "harbor-domain");
        form.Fields.Set(InviteForm.Channel, "trade");
        form.Fields.Set(InviteForm.Companies, "alpha");

        Assert.Equal("invite.many", form.Fields.ErrorOf(InviteForm.Companies)?.TextKey);
    }

    [Fact]
    public void Channels_that_were_joined_are_not_offered_for_inviting()
    {
        var joined = Invitation("agreed", "service-1", channel: "payments");
        var service = Service(Fitting) with { Detail = new ServiceDetail { BasicInfo = Fitting, Channels = [new() { Name = "trade" }, new() { Name = "payments" }] } };
        var form = new InviteForm([service], new("harbor", 1, Some.Start, null, [joined], [], []), null);

        Assert.Equal(["trade"], form.Channels);
        Assert.Equal("trade", form.Fields[InviteForm.Channel]);
    }

    [Fact]
    public void Service_for_an_invitation_takes_what_both_must_share_from_it_as_a_request_names_it()
    {
        var source = Invitation("waiting");
        source = source with { InvitorInfo = source.InvitorInfo! with { InvitorConsensus = "sflic", InvitorFabricVersion = "v2.2", InvitorSignatureAlgorithm = "ecdsa" } };
        var start = new InvitationView(source, true).ToStart();

        Assert.Equal(("domain-2", "project-2", "service-2"), (start.TenantId, start.ProjectId, start.ServiceId));
        Assert.Equal(("inviter", "trade", "2.2", "SFLIC", "ECDSA"), (start.Inviter, start.Channel, start.Fabric, start.Consensus, start.Sign));
    }

    [Fact]
    public void Form_that_invites_follows_what_changes_and_keeps_what_was_typed()
    {
        var form = Inviting();
        form.Fields.Set(InviteForm.Companies, "alpha");
        Assert.True(form.Fields.IsValid);

        form.Follow(form.Services, form.Consortium with { Invitations = [Invitation("waiting", sent: true, party: "alpha")] });

        Assert.Equal("alpha", form.Fields[InviteForm.Companies]);
        Assert.Equal("invite.taken", form.Fields.ErrorOf(InviteForm.Companies)?.TextKey);
    }

    private static ServiceBasicInfo Fitting => new()
    {
        Id = "service-1", Name = "mine", Version = "2.2", Consensus = "etcdraft", SignAlgorithm = "ECDSA", ServiceType = "union", Status = "Normal", ProcessStatus = "",
        DeployType = "create", AgentPortalAddrs = ["198.18.0.1:30603"],
    };

    private static ConsortiumDto State(params ConsortiumNotification[] invitations) => new("harbor", 1, Some.Start, null, invitations, [], []);

    private static InvitationView Received => new(Invitation("waiting"), true);

    private static ServiceDto Service(ServiceBasicInfo basic) => new("service-1", "harbor", "mine", 1, Some.Start, new ServiceDetail
    {
        BasicInfo = basic, Channels = [new() { Name = "own" }],
    }, Some.Start);

    private static InviteForm Inviting()
    {
        var service = Service(Fitting) with { Detail = new ServiceDetail { BasicInfo = Fitting, Channels = [new() { Name = "trade" }] } };
        return new([service], new ConsortiumDto("harbor", 1, Some.Start, null, [Invitation("waiting", sent: true, party: "meridian")], [], []), "harbor-domain");
    }

    private static ConsortiumNotification Invitation(string status, string joined = "", bool sent = false, string party = "alpha-party", string channel = "trade") => new()
    {
        ChannelName = channel,
        Status = status,
        UpdatedTime = "2026-07-01T08:00:00Z",
        InvitorInfo = sent
            ? new() { InvitorId = "domain-1", InvitorName = "harbor-domain", InvitorBcsId = "service-1", InvitorBcsName = "mine", InvitorProjectId = "project-1" }
            : new()
            {
                InvitorId = "domain-2", InvitorName = "inviter", InvitorBcsId = "service-2", InvitorBcsName = "theirs", InvitorProjectId = "project-2",
                InvitorConsensus = "etcdraft", InvitorFabricVersion = "2.2", InvitorSignatureAlgorithm = "ECDSA",
            },
        InviteeInfo = new() { InviteeId = "x", InviteeName = sent ? party : "harbor-domain", InviteeBcsId = joined, InviteeProjectId = sent ? "project-9" : "project-1" },
    };
}
