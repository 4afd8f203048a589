using System.Net;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Consortia;
using Portal.Testing;

namespace Portal.Bff.Tests.Consortia;

/// <summary>Two gateways on one PostgreSQL database, asked for the same thing at once.</summary>
[Collection(PostgresCollection.Name)]
public sealed class TwoGatewaysTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Path = "/api/consortia/acceptances?tenant=sunrise";

    private readonly TemporaryFolder _folder = new();
    private SandboxProcess _sandbox = null!;
    private BffProcess _first = null!;
    private BffProcess _second = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync(speed: 100);
        var database = await postgres.CreateDatabaseAsync();
        _first = await BffProcess.StartAsync(_sandbox, _folder.Path, database);
        _second = await BffProcess.StartAsync(_sandbox, _folder.Path, database);
    }

    public async Task DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Form_sent_to_both_at_once_is_one_acceptance_that_is_sent_once_and_ends_once()
    {
        using var inviter = await _first.SignInAsync("harbor");
        await inviter.InviteAsync(_sandbox);
        using var here = await _first.SignInAsync("sunrise");
        using var there = await _second.SignInAsync("sunrise");
        var invitation = await here.InvitationAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? here : there).SendAsync(HttpMethod.Post, Path, invitation.Plan())));
        var planned = await Task.WhenAll(answers.Select(async a => (a.StatusCode, Id: (await a.JsonAsync()).GetProperty("id").GetString())));
        Assert.Equal(HttpStatusCode.Created, Assert.Single(planned, p => p.StatusCode != HttpStatusCode.OK).StatusCode);
        Assert.Single(planned.Select(p => p.Id).Distinct());

        (await here.SendAsync(HttpMethod.Post, here.Bcs("blockchains"), invitation.Service())).EnsureSuccessStatusCode();
        await Together.AllAsync(new[] { here, there }.Select(b => Eventually.TrueAsync(
            async () => Assert.Single((await b.FreshAsync()).Acceptances).Status == AcceptanceStatuses.Joined, "the company has joined", Invitations.Patience)));

        Assert.Equal([200], (await _sandbox.AnswersAsync()).Select(c => c.Status));
        var (one, other) = (Assert.Single((await here.FreshAsync()).Acceptances), Assert.Single((await there.FreshAsync()).Acceptances));
        Assert.Equal((planned[0].Id, one.EndedAt, one.ServiceId), (other.Id, other.EndedAt, other.ServiceId));
    }

    [Fact]
    public async Task Two_people_who_answer_one_invitation_at_once_get_one_acceptance_and_a_plain_word()
    {
        using var inviter = await _first.SignInAsync("harbor");
        await inviter.InviteAsync(_sandbox);
        using var here = await _first.SignInAsync("sunrise");
        using var there = await _second.SignInAsync("sunrise", "admin");
        var invitation = await here.InvitationAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? here : there).SendAsync(
            HttpMethod.Post, Path, invitation.Plan(FormattableString.Invariant($"joining-{i}")))));
        var told = await Task.WhenAll(answers.Select(async a => (a.StatusCode, Code: a.IsSuccessStatusCode ? null : await a.CodeAsync())));

        Assert.Equal(HttpStatusCode.Created, Assert.Single(told, t => t != (HttpStatusCode.Conflict, ProblemCodes.AcceptanceExists)).StatusCode);
        Assert.Single((await there.FreshAsync()).Acceptances);
        using var admin = await _first.SignInAsync("sunrise", "admin");
        var records = (await (await admin.GetAsync("/api/audit?tenant=sunrise&action=planAcceptance&limit=200")).JsonAsync()).GetProperty("items").EnumerateArray();
        Assert.Single(records, r => r.GetProperty("outcome").GetString() == "succeeded");
    }

    [Fact]
    public async Task Plain_acceptance_sent_to_both_at_once_under_one_key_reaches_the_cloud_once_and_has_one_answer()
    {
        using var inviter = await _first.SignInAsync("harbor");
        await inviter.InviteAsync(_sandbox);
        using var here = await _first.SignInAsync("sunrise");
        using var there = await _second.SignInAsync("sunrise");
        var invitation = await here.InvitationAsync();
        var service = (await (await here.SendAsync(HttpMethod.Post, here.Bcs("blockchains"), invitation.Service())).JsonAsync()).GetProperty("blockchain_id").GetString();
        await _sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));
        await _sandbox.FaultsAsync(new { operation = "processInvitation", latencyMs = 500 });
        var request = invitation.Acceptance(here.ProjectId, service);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? here : there).SendAsync(HttpMethod.Post, here.Bcs("notification/handle"), request, "at-once")));
        await _sandbox.FaultsAsync();

        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, a.StatusCode.ToString()));
        Assert.Single(answers.Where(a => a.StatusCode is HttpStatusCode.OK).Select(a => a.AuditId()).Distinct());
        await Together.AllAsync(new[] { here, there }.Select(b => Eventually.TrueAsync(
            async () => Assert.Single((await b.FreshAsync()).Invitations).Status == "agreed", "the company has joined", Invitations.Patience)));
        Assert.Equal([200], (await _sandbox.AnswersAsync()).Select(c => c.Status));
    }
}
