using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Testing;

namespace Portal.Bff.Tests.Consortia;

public sealed class ConsortiumTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private SandboxProcess _sandbox = null!;
    private BffHost _bff = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync(speed: 100);
        _bff = await BffHost.StartAsync(_sandbox, settings: new() { ["Sessions:AttemptsPerMinute"] = "1000" });
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Acceptance_is_kept_until_its_service_runs_is_sent_once_in_the_persons_name_and_is_told_to_both_sides()
    {
        using var inviter = await SignInAsync("harbor", "operator");
        using var invitee = await SignInAsync("sunrise", "operator");
        var service = await inviter.InviteAsync(_sandbox);
        var seen = await invitee.FreshAsync();
        var invitation = Assert.Single(seen.Invitations);
        var plan = invitation.Plan();

        // Who was only invited stays an account: an invitation must not find out whose it is.
        Assert.Equal(["harbor-logistics", "sunrise-bank"], seen.Companies.Keys.Order());
        Assert.Equal(["harbor-logistics"], (await inviter.FreshAsync()).Companies.Keys);
        Assert.Equal(service, plan.InvitorBcsId);

        using var planned = await invitee.SendAsync(HttpMethod.Post, "/api/consortia/acceptances?tenant=sunrise", plan);
        Assert.Equal(HttpStatusCode.Created, planned.StatusCode);
        using var again = await invitee.SendAsync(HttpMethod.Post, "/api/consortia/acceptances?tenant=sunrise", plan);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        using var other = await invitee.SendAsync(HttpMethod.Post, "/api/consortia/acceptances?tenant=sunrise", plan with { ServiceName = "another" });
        Assert.Equal((HttpStatusCode.Conflict, "acceptance_exists"), (other.StatusCode, await other.CodeAsync()));

        // Without its service it waits.
        Assert.Equal(AcceptanceStatuses.Creating, Assert.Single((await invitee.FreshAsync()).Acceptances).Status);
        var before = await _sandbox.LastCallAsync();
        (await invitee.SendAsync(HttpMethod.Post, invitee.Bcs("blockchains"), invitation.Service())).EnsureSuccessStatusCode();

        await Eventually.TrueAsync(async () => (await invitee.FreshAsync()).Acceptances.Single().Status == AcceptanceStatuses.Joined, "the company has joined", Patience);
        Assert.Single(await _sandbox.CallsAsync(before), c => c.Operation == "processInvitation");

        // The answer of 5.2.2 names no operation: the one that joined is found, as that of the person who asked.
        await Eventually.TrueAsync(
            async () => (await invitee.Http.GetFromJsonAsync<JsonElement>("/api/operations?tenant=sunrise")).GetProperty("items").EnumerateArray().Any(o =>
                (o.GetProperty("operation").GetString(), o.GetProperty("requestedBy").GetString(), o.GetProperty("status").GetString()) == ("processInvitation", "operator", "finished")),
            "the joining is among the operations", Patience);
        using var admin = await SignInAsync("sunrise", "admin");
        var record = (await admin.Http.GetFromJsonAsync<JsonElement>("/api/audit?tenant=sunrise&action=processInvitation")).GetProperty("items").EnumerateArray()
            .First(r => r.GetProperty("operation").GetString() == "processInvitation");
        Assert.Equal(("operator", "job", "tenant", "succeeded"), (
            record.GetProperty("actor").GetProperty("name").GetString(), record.GetProperty("actor").GetProperty("kind").GetString(),
            record.GetProperty("credential").GetString(), record.GetProperty("outcome").GetString()));

        var joined = await inviter.FreshAsync();
        Assert.Equal("agreed", Assert.Single(joined.Invitations).Status);
        Assert.Equal(["harbor-logistics", "sunrise-bank"], joined.Companies.Keys.Order());
        var told = await inviter.Http.GetFromJsonAsync<NotificationPage>("/api/notifications?tenant=harbor");
        Assert.Contains(told!.Items, n => n.Kind == NotificationKinds.InvitationAgreed && n.About["channel"] == "channel" && !n.Read);
        const string agreed = $"/api/notifications?tenant=harbor&kind={NotificationKinds.InvitationAgreed}";
        Assert.Equal(NotificationKinds.InvitationAgreed, Assert.Single((await inviter.Http.GetFromJsonAsync<NotificationPage>(agreed + "&unread=true"))!.Items).Kind);
        Assert.True(told.Items.Count > 1);
        (await inviter.SendAsync(HttpMethod.Post, "/api/notifications/read?tenant=harbor", new NotificationsRead(null))).EnsureSuccessStatusCode();
        Assert.Equal(0, (await inviter.Http.GetFromJsonAsync<NotificationPage>("/api/notifications?tenant=harbor"))!.Unread);
        Assert.Empty((await inviter.Http.GetFromJsonAsync<NotificationPage>(agreed + "&unread=true"))!.Items);
        Assert.True(Assert.Single((await inviter.Http.GetFromJsonAsync<NotificationPage>(agreed))!.Items).Read);
        using var unheard = await inviter.GetAsync("/api/notifications?tenant=harbor&kind=rain");
        Assert.Equal((HttpStatusCode.BadRequest, ProblemCodes.BadRequest), (unheard.StatusCode, await unheard.CodeAsync()));

        // What was asked for by one is news to nobody else, and what one has read another has not.
        using var viewer = await SignInAsync("harbor", "viewer");
        var theirs = (await viewer.Http.GetFromJsonAsync<NotificationPage>("/api/notifications?tenant=harbor"))!;
        Assert.DoesNotContain(theirs.Items, n => n.Kind == NotificationKinds.OperationFinished);
        Assert.True(theirs.Unread > 0);
    }

    [Fact]
    public async Task Acceptance_needs_an_invitation_that_waits_and_the_action_and_can_be_given_up()
    {
        using var inviter = await SignInAsync("harbor", "operator");
        using var invitee = await SignInAsync("sunrise", "operator");
        using var viewer = await SignInAsync("sunrise", "viewer");
        var service = await inviter.InviteAsync(_sandbox);
        await invitee.FreshAsync();
        var plan = new AcceptanceRequest { ChannelName = "channel", InvitorBcsId = service, ServiceName = "joining", Organizations = ["organization"] };
        (await invitee.SendAsync(HttpMethod.Post, invitee.Bcs("blockchains"), PortalBrowser.NewService("existing"))).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(
            async () => (await invitee.Http.GetStringAsync("/api/services?tenant=sunrise")).Contains("existing", StringComparison.Ordinal), "the service is known", Patience);
        foreach (var (who, body, status, code) in new (PortalBrowser, AcceptanceRequest, int, string)[]
        {
            (viewer, plan, 403, "action_denied"), (invitee, plan with { ChannelName = "other" }, 409, "invitation_gone"),
            (invitee, plan with { ServiceName = "existing" }, 409, "service_name_taken"),
            (invitee, plan with { Organizations = [] }, 400, "bad_request"), (invitee, plan with { ServiceName = null }, 400, "bad_request"),
            (invitee, plan with { ServiceName = "a\0b" }, 400, "bad_request"), (invitee, plan with { Organizations = ["a\0b"] }, 400, "bad_request"),
        })
        {
            using var refused = await who.SendAsync(HttpMethod.Post, "/api/consortia/acceptances?tenant=sunrise", body);
            Assert.Equal((status, code), ((int)refused.StatusCode, await refused.CodeAsync()));
        }

        using var foreign = await invitee.SendAsync(HttpMethod.Get, "/api/consortia?tenant=harbor");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);

        var planned = await (await invitee.SendAsync(HttpMethod.Post, "/api/consortia/acceptances?tenant=sunrise", plan)).JsonAsync();
        var path = $"/api/consortia/acceptances/{planned.GetProperty("id").GetString()}?tenant=sunrise";
        Assert.Equal(HttpStatusCode.NoContent, (await invitee.SendAsync(HttpMethod.Delete, path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await invitee.SendAsync(HttpMethod.Delete, path)).StatusCode);
        Assert.Empty((await invitee.FreshAsync()).Acceptances);
    }

    private async Task<PortalBrowser> SignInAsync(string tenant, string user)
    {
        var demo = (await _sandbox.DemoAsync()).Single(t => t.Tenant == tenant);
        var browser = new PortalBrowser(_bff.Url) { Tenant = tenant, ProjectId = demo.ProjectId };
        (await browser.SignInAsync(demo.Domain, user, demo.User(user).Password)).EnsureSuccessStatusCode();
        return browser;
    }
}
