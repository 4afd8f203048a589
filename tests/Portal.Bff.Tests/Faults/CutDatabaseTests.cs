using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Bff.Tests.Proxy;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Faults;

/// <summary>The line to PostgreSQL is cut at every message of a change, or stands still, and the gateway goes on.</summary>
[Collection(PostgresCollection.Name)]
public sealed class CutDatabaseTests(PostgresFixture postgres, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    // How many messages pass differs from time to time, as background work adds its own: rounds go on until several in a row were over before the cut.
    private const int RoundsToBeSure = 3;
    private const int FewestMessages = 20;
    private const int MostRounds = 1_000;

    private readonly TemporaryFolder _folder = new();
    private readonly List<int> _late = [];
    private PostgresWire _wire = null!;
    private RecordingCloud _cloud = null!;
    private BffHost _bff = null!;
    private PortalBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _wire = new PostgresWire(await postgres.CreateDatabaseAsync());
        _cloud = await RecordingCloud.StartAsync();
        _cloud.Answer = RecordingCloud.Json($$"""{"blockchain_id":"{{Guid.NewGuid()}}","blockchain_name":"made","operation_id":"{{Guid.NewGuid()}}"}""");
        var settings = _cloud.Settings(_folder.Path);
        settings["Database:Provider"] = "Postgres";
        settings["ConnectionStrings:Portal"] = _wire.ConnectionString;
        settings["Http:StrangersPerMinute"] = "10000";
        _bff = await BffHost.StartAsync(settings, _folder.Path);
        _browser = await RecordingCloud.SignInAsync(_bff);
    }

    public async Task DisposeAsync()
    {
        _wire.Thaw();
        _browser.Dispose();
        await _bff.DisposeAsync();
        await _cloud.DisposeAsync();
        await _wire.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_line_cut_after_any_message_of_a_create_costs_no_truth_and_stops_nothing()
    {
        var watch = Stopwatch.StartNew();
        var seen = new List<HttpStatusCode>();
        await WarmAsync();
        var late = 0;
        while (late < RoundsToBeSure)
        {
            Assert.True(seen.Count < MostRounds, "a create that never ends");
            var before = _late.Count;
            seen.Add(await CutAsync(seen.Count + 1));
            late = _late.Count > before ? late + 1 : 0;
        }

        var answers = string.Join(", ", seen.GroupBy(s => s).Select(g => $"{g.Count()} x {(int)g.Key}"));
        output.Measure($"{seen.Count} messages, {_wire.Cuts} database connections cut, {_late.Count} of them after the answer, in {watch.Elapsed.TotalSeconds:0.0} s: {answers}");

        // Each round has cut one line, those of a whole create before its answer.
        Assert.Equal(seen.Count, _wire.Cuts);
        Assert.InRange(seen.Count - _late.Count, FewestMessages, MostRounds);
        Assert.False(_bff.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        var log = _bff.Services.GetRequiredService<AuditReader>();
        Assert.Equal(new AuditVerdict((await EntriesAsync(log)).Count, null, null), await AuditChain.VerifyAsync(RecordingCloud.Tenant, log.EntriesAsync(RecordingCloud.Tenant, default), default));
        Assert.Empty(await log.PendingAsync(DateTimeOffset.MaxValue, 100, default));
    }

    [Fact]
    public async Task A_line_cut_after_any_message_of_a_sign_in_lets_the_person_in_at_once_or_says_that_it_did_not()
    {
        (await RecordingCloud.SignInAsync(_bff)).Dispose();
        var seen = new List<HttpStatusCode>();
        var whole = 0;
        while (whole < RoundsToBeSure)
        {
            Assert.True(seen.Count < MostRounds, "a sign-in that never ends");
            var before = _wire.Cuts;
            _wire.CutAfter(seen.Count + 1);
            using var browser = _bff.Browser();
            using var answer = await browser.SignInAsync("harbor-logistics", RecordingCloud.User, "Pw-SBXSECRET-person").WaitAsync(Guard);
            _wire.Leave();
            whole = _wire.Cuts == before ? whole + 1 : 0;
            seen.Add(answer.StatusCode);
            if (answer.StatusCode != HttpStatusCode.NoContent)
            {
                // Another line may have been dead already, cut in the round before; one is tried twice, two are not.
                Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.StatusCode, await answer.CodeAsync() is ProblemCodes.AuditUnavailable or ProblemCodes.StorageUnavailable));
            }

            using var user = await browser.GetAsync(BffRoutes.User);
            Assert.Equal(answer.StatusCode == HttpStatusCode.NoContent, user.IsSuccessStatusCode);
        }

        output.Measure($"{seen.Count} messages of a sign-in, {_wire.Cuts} database connections cut: {string.Join(", ", seen.GroupBy(s => s).Select(g => $"{g.Count()} x {(int)g.Key}"))}");
        Assert.InRange(_wire.Cuts, FewestMessages, MostRounds);
        Assert.InRange(seen.Count(s => s == HttpStatusCode.NoContent), seen.Count * 3 / 4, seen.Count);
    }

    [Fact]
    public async Task A_server_that_is_gone_after_any_message_of_a_create_is_told_as_such_and_the_answer_names_its_record()
    {
        var messages = await MessagesOfACreateAsync();
        var seen = new List<string>();
        for (var n = 1; n <= messages; n += TestSize.IsLong ? 1 : 6)
        {
            var after = n;
            seen.Add(await GoneAsync($"message {n}", () => _wire.CutAfter(after, all: true)));
        }

        // Between the intent and the cloud there are few: the one that notes the intent with the key.
        Assert.Equal("503 named", await GoneAsync("note of the intent", () => _wire.GoneAfter("UPDATE idempotency_keys AS")));
        output.Measure($"database server gone {seen.Count} times: {string.Join(", ", seen.GroupBy(s => s).Select(g => $"{g.Count()} x {g.Key}"))}");
        Assert.False(_bff.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task A_server_that_stands_still_is_told_as_such_within_the_logs_patience_and_ready_follows_by_itself()
    {
        using var ready = await _browser.GetAsync(BffRoutes.HealthReady);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);

        // With Npgsql's own times, 30 s for a command and 15 s for a connection, the guard would end it.
        _wire.Freeze();
        var watch = Stopwatch.StartNew();
        using var refused = await CreateAsync("frozen").WaitAsync(Guard);
        output.Measure($"database server stands still: a change is refused after {watch.Elapsed.TotalSeconds:0.0} s");
        using var notReady = await _browser.GetAsync(BffRoutes.HealthReady);
        using var live = await _browser.GetAsync(BffRoutes.HealthLive);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, ProblemCodes.AuditUnavailable), (refused.StatusCode, await refused.CodeAsync()));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (notReady.StatusCode, live.StatusCode));
        Assert.Equal(0, Arrived("frozen"));

        _wire.Thaw();
        await Eventually.TrueAsync(async () => await IsReadyAsync(), "ready without a call that tried", Guard);
        output.Measure($"database server goes on: ready {watch.Elapsed.TotalSeconds:0.0} s after it stood still");
        using var again = await CreateAsync("thawed");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    private async Task<HttpStatusCode> CutAsync(int n)
    {
        var name = $"cut-{n}";
        var before = _wire.Cuts;
        _wire.CutAfter(n);
        using var answer = await CreateAsync(name).WaitAsync(Guard);
        if (_wire.Cuts == before)
        {
            // What comes next passes the message that is missing.
            _late.Add(n);
            await Eventually.TrueAsync(async () => await IsKnownAsync() && _wire.Cuts > before, $"message {n} passes", Guard);
        }

        _wire.Leave();
        var arrived = Arrived(name);
        var code = answer.StatusCode == HttpStatusCode.OK ? null : await answer.CodeAsync();
        var what = $"cut after message {n}: {(int)answer.StatusCode} {code}, {arrived} at the cloud";

        // What the cloud has accepted is a success, and what is no success has a name and never reached it.
        Assert.True(arrived <= 1, what);
        Assert.True(arrived == 1 == (answer.StatusCode == HttpStatusCode.OK), what);
        Assert.True(code is null or ProblemCodes.AuditUnavailable or ProblemCodes.StorageUnavailable, what);

        // A durable intent is named by the answer, and its outcome is what the cloud saw.
        var records = await RecordsAsync(name);
        Assert.True(records.Count == 1 || (records.Count == 0 && arrived == 0), $"{what}, {records.Count} records");
        Assert.All(records, r => Assert.True(r.Id == answer.AuditId() && r.Outcome == (arrived == 1 ? AuditOutcomes.Succeeded : AuditOutcomes.Failed), $"{what}: {r.Id} {r.Outcome} is named {answer.AuditId()}"));

        // The key is settled: the same request is answered as it was, or made now.
        using var repeated = await CreateAsync(name).WaitAsync(Guard);
        Assert.True(repeated.StatusCode == HttpStatusCode.OK && Arrived(name) == 1, $"{what}, then {(int)repeated.StatusCode} {await repeated.CodeAsync()}");
        return answer.StatusCode;
    }

    private async Task<string> GoneAsync(string when, Action cut)
    {
        var name = $"gone-{when.Replace(' ', '-')}";
        cut();
        using var answer = await CreateAsync(name).WaitAsync(Guard);
        _wire.Leave();
        var arrived = Arrived(name);
        var code = answer.StatusCode == HttpStatusCode.OK ? null : await answer.CodeAsync();
        var what = $"gone after {when}: {(int)answer.StatusCode} {code}, {arrived} at the cloud";
        Assert.True(arrived == 1 ? code is null : code is ProblemCodes.AuditUnavailable, what);

        // An answer names the intent that it knows of. The exception: the server went before it could say that it has one, and nothing was sent.
        var records = await RecordsAsync(name);
        Assert.All(records, r => Assert.True(r.Id == answer.AuditId() || (answer.AuditId() is null && arrived == 0 && r.Outcome is not AuditOutcomes.Succeeded), $"{what}: {r.Id} {r.Outcome} is named {answer.AuditId()}"));

        // Not busy: it is made now, or the portal says that it finds out.
        using var repeated = await CreateAsync(name).WaitAsync(Guard);
        Assert.True(repeated.StatusCode == HttpStatusCode.OK || await repeated.CodeAsync() == ProblemCodes.OutcomeUnknown, $"{what}, then {(int)repeated.StatusCode}");
        Assert.InRange(Arrived(name), arrived, 1);
        return $"{(int)answer.StatusCode} {(answer.AuditId() is null ? "nameless" : "named")}";
    }

    // What it makes pass at least; background work may add to one of them.
    private async Task<int> MessagesOfACreateAsync()
    {
        await WarmAsync();
        var least = int.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var before = _wire.Passed;
            using var whole = await CreateAsync($"whole-{i}");
            Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
            least = Math.Min(least, (int)(_wire.Passed - before));
        }

        return least;
    }

    private async Task WarmAsync()
    {
        using var warm = await CreateAsync("warm");
        Assert.Equal(HttpStatusCode.OK, warm.StatusCode);
    }

    // Passes a few messages.
    private async Task<bool> IsKnownAsync()
    {
        using var answer = await _browser.GetAsync(BffRoutes.User);
        return answer.IsSuccessStatusCode;
    }

    private async Task<List<AuditRecordDto>> RecordsAsync(string name) => [.. (await _bff.Services.GetRequiredService<AuditReader>().ListAsync(
        new AuditQuery { Tenant = RecordingCloud.Tenant, Action = "createBcsService", Limit = 50 }, default)).Items
        .Where(r => r.Request?.GetProperty("name").GetString() == name)];

    private Task<HttpResponseMessage> CreateAsync(string name) =>
        _browser.SendAsync(HttpMethod.Post, _browser.Bcs("blockchains"), PortalBrowser.NewService(name), name);

    private async Task<bool> IsReadyAsync()
    {
        using var ready = await _browser.GetAsync(BffRoutes.HealthReady);
        return ready.StatusCode == HttpStatusCode.OK;
    }

    private int Arrived(string name) => _cloud.Calls.Count(c =>
        c.Method == "POST" && c.Target.EndsWith("/blockchains", StringComparison.Ordinal) && JsonNode.Parse(c.Body)?["name"]?.GetValue<string>() == name);

    private static async Task<List<AuditEntryRow>> EntriesAsync(AuditReader log)
    {
        var entries = new List<AuditEntryRow>();
        await foreach (var entry in log.EntriesAsync(RecordingCloud.Tenant, default))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
