using System.Net;
using System.Net.Http.Json;

using Bcs.Api.Consortium;

using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Consortia;
using Portal.Testing;

namespace Portal.Bff.Tests.Consortia;

/// <summary><c>kill -9</c> of the gateway while an invitation is being accepted, in each moment that leaves something half done.</summary>
public sealed class AcceptanceKillTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SandboxProcess _sandbox = null!;
    private BffProcess _bff = null!;
    private Func<string, string, Task<PortalBrowser>> _signIn = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync(speed: 100);
        _bff = await BffProcess.StartAsync(_sandbox, _folder.Path);
        _signIn = _bff.SignInAsync;
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_kill_between_the_creation_and_the_acceptance_leaves_one_acceptance_that_is_sent_once()
    {
        var invitation = await PlanAsync();
        using (var invitee = await _bff.SignInAsync("sunrise"))
        {
            (await invitee.SendAsync(HttpMethod.Post, invitee.Bcs("blockchains"), invitation.Service())).EnsureSuccessStatusCode();
            await _bff.Process.KillAsync();
        }

        // The service comes up while nobody looks.
        await _sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(await _sandbox.AnswersAsync());
        await _bff.StartAsync();

        await JoinedAsync();
        Assert.Equal([200], (await _sandbox.AnswersAsync()).Select(c => c.Status));
        await SettledAsync();
    }

    [Fact]
    public async Task A_kill_before_the_cloud_has_answered_what_it_did_sends_nothing_twice()
    {
        var invitation = await PlanAsync();
        await _sandbox.FaultsAsync(new { operation = "processInvitation", timeoutAfter = true });
        using (var invitee = await _bff.SignInAsync("sunrise"))
        {
            (await invitee.SendAsync(HttpMethod.Post, invitee.Bcs("blockchains"), invitation.Service())).EnsureSuccessStatusCode();
            await TakenAsync(invitee);
        }

        await _bff.Process.KillAsync();
        await _sandbox.FaultsAsync();
        await _bff.StartAsync();

        await JoinedAsync();
        Assert.Single(await _sandbox.AnswersAsync());
        await SettledAsync();
    }

    [Fact]
    public async Task A_kill_before_the_cloud_has_begun_is_made_good_by_one_acceptance()
    {
        var invitation = await PlanAsync();
        await _sandbox.FaultsAsync(new { operation = "processInvitation", timeoutBefore = true });
        using (var invitee = await _bff.SignInAsync("sunrise"))
        {
            (await invitee.SendAsync(HttpMethod.Post, invitee.Bcs("blockchains"), invitation.Service())).EnsureSuccessStatusCode();
        }

        await Eventually.TrueAsync(async () => (await _sandbox.AnswersAsync()).Count == 1, "the acceptance is on its way", Invitations.Patience);
        await _bff.Process.KillAsync();
        await _sandbox.FaultsAsync();

        // It comes back when an absence has become a proof.
        await using var later = await BffHost.StartAsync(
            _sandbox, folder: _folder.Path, services: s => s.AddSingleton<TimeProvider>(new ShiftedTime(TimeSpan.FromMinutes(6))));
        _signIn = later.SignInAsync;

        await JoinedAsync();
        var answers = await _sandbox.AnswersAsync();
        Assert.Equal((2, 1), (answers.Count, answers.Count(c => c.Status == 200)));

        // The one that came to nothing is not said to have done what the other one did.
        await AuditedAsync(AuditOutcomes.Succeeded, AuditOutcomes.Failed);
    }

    [Fact]
    public async Task A_kill_during_a_plain_acceptance_is_found_out_and_its_repetition_asks_the_cloud_nothing()
    {
        using var inviter = await _bff.SignInAsync("harbor");
        await inviter.InviteAsync(_sandbox);
        using var invitee = await _bff.SignInAsync("sunrise");
        var invitation = await invitee.InvitationAsync();
        var service = (await (await invitee.SendAsync(HttpMethod.Post, invitee.Bcs("blockchains"), invitation.Service())).JsonAsync()).GetProperty("blockchain_id").GetString();
        await _sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));
        var request = invitation.Acceptance(invitee.ProjectId, service);
        await _sandbox.FaultsAsync(new { operation = "processInvitation", timeoutAfter = true });

        var sending = invitee.SendAsync(HttpMethod.Post, invitee.Bcs("notification/handle"), request, "accept-1");
        await TakenAsync(invitee);
        await _bff.Process.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        await _sandbox.FaultsAsync();
        await _bff.StartAsync();

        using var again = await _bff.SignInAsync("sunrise");
        using var repeated = await again.SendAsync(HttpMethod.Post, again.Bcs("notification/handle"), request, "accept-1");

        // The check may be over before the repetition arrives.
        Assert.True((repeated.StatusCode, await repeated.CodeAsync()) is (HttpStatusCode.GatewayTimeout, ProblemCodes.OutcomeUnknown) or (HttpStatusCode.OK, null));
        await SettledAsync();
        await Eventually.TrueAsync(
            async () => (await again.FreshAsync()).Invitations.Single().Status == InvitationStatuses.Agreed, "the company has joined", Invitations.Patience);
        Assert.Single(await _sandbox.AnswersAsync());
    }

    private async Task<ConsortiumNotification> PlanAsync()
    {
        using var inviter = await _bff.SignInAsync("harbor");
        await inviter.InviteAsync(_sandbox);
        using var invitee = await _bff.SignInAsync("sunrise");
        var invitation = await invitee.InvitationAsync();
        using var planned = await invitee.SendAsync(HttpMethod.Post, "/api/consortia/acceptances?tenant=sunrise", invitation.Plan());
        Assert.Equal(HttpStatusCode.Created, planned.StatusCode);
        return invitation;
    }

    // Seen past the portal's own knowledge: what the gateway passes through.
    private static Task TakenAsync(PortalBrowser invitee) => Eventually.TrueAsync(
        async () =>
        {
            var listed = await (await invitee.GetAsync(invitee.Bcs("notifications"))).JsonAsync();
            var party = listed.GetProperty("notifications").EnumerateArray().Single().GetProperty("invitee_info");
            return party.TryGetProperty("invitee_bcs_id", out var joining) && joining.GetString() is { Length: > 0 };
        },
        "the cloud has taken the acceptance",
        Invitations.Patience);

    private async Task JoinedAsync()
    {
        using var invitee = await _signIn("sunrise", "operator");
        await Eventually.TrueAsync(
            async () => Assert.Single((await invitee.FreshAsync()).Acceptances).Status == AcceptanceStatuses.Joined, "the company has joined", Invitations.Patience);
        Assert.Equal(InvitationStatuses.Agreed, Assert.Single((await invitee.FreshAsync()).Invitations).Status);
    }

    // Nothing stays open: each intent has its outcome.
    private async Task AuditedAsync(params string[] newestFirst)
    {
        using var admin = await _signIn("sunrise", "admin");
        var records = await Eventually.GetAsync(
            async () =>
            {
                var page = (await admin.Http.GetFromJsonAsync<Page<AuditRecordDto>>("/api/audit?tenant=sunrise&action=processInvitation&limit=200"))!;
                var sent = page.Items.Where(r => r.Operation == "processInvitation").ToList();
                return sent.Count == 0 || sent.Exists(r => r.Outcome == AuditOutcomes.Pending) ? null : sent;
            },
            "every intent has its outcome", Invitations.Patience);
        Assert.Equal(newestFirst, records.Select(r => r.Outcome));
        Assert.All(records, r => Assert.Equal("operator", r.Actor.Name));
    }

    // And the joining stands once among the operations, as its person's own.
    private async Task SettledAsync()
    {
        await AuditedAsync(AuditOutcomes.Succeeded);
        using var admin = await _signIn("sunrise", "admin");
        await Eventually.TrueAsync(
            async () =>
            {
                var page = (await admin.Http.GetFromJsonAsync<Page<Contracts.Operations.OperationDto>>("/api/operations?tenant=sunrise&operation=processInvitation"))!;
                return page.Items is [{ Status: "finished", RequestedBy: "operator" }];
            },
            "the joining is finished and stands once", Invitations.Patience);
    }
}
