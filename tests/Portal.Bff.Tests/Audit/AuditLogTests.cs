using System.Collections.Concurrent;

using Portal.Bff.Audit;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Audit;

[Collection(PostgresCollection.Name)]
public sealed class AuditLogTests(PostgresFixture postgres)
{
    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Sixty_four_producers_make_one_chain_for_each_tenant(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var host = await AuditHost.StartAsync(database);
        var acknowledged = new ConcurrentBag<string>();

        await Together.AllAsync(Enumerable.Range(0, 64).Select(n => ProduceAsync(host.Log, n % 2 == 0 ? "harbor" : "meridian", 30, acknowledged)));

        foreach (var tenant in (string[])["harbor", "meridian"])
        {
            var entries = await host.EntriesAsync(tenant);
            Assert.Equal(new AuditVerdict(32 * 30 * 2, null, null), await host.VerifyAsync(tenant));
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(i => (long)i), entries.Select(e => e.Seq));
            var stored = entries.Select(e => AuditEntryId.Format(e.Tenant, e.Seq)).ToHashSet();
            Assert.Subset(stored, acknowledged.Where(id => id.StartsWith(tenant, StringComparison.Ordinal)).ToHashSet());
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task A_producers_entries_stand_in_its_own_order(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var host = await AuditHost.StartAsync(database);

        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await host.Log.RecordAsync(SomeAudit.Call(), SomeAudit.Succeeded, default));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal("harbor-000000000001", ids[0]);
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Intent_is_pending_until_its_outcome_completes_the_record(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        var time = new ManualTimeProvider();
        await using var host = await AuditHost.StartAsync(database, time);

        var intent = await host.Log.IntentAsync(SomeAudit.Call(), default);
        var recordedAt = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(2));
        var before = await host.Reader.FindAsync("harbor", intent.Seq, null, default);
        var pending = await host.Log.PendingAsync(time.GetUtcNow(), 10, default);
        await host.Log.OutcomeAsync(
            intent, new AuditResult(AuditOutcomes.Failed) { Status = 400, UpstreamCode = "BCS.4001001", DurationMs = 88, OperationId = "op-1" }, default);
        var after = await host.Reader.FindAsync("harbor", intent.Seq, null, default);

        Assert.Equal(AuditOutcomes.Pending, before!.Outcome);
        Assert.Equal(new PendingIntent(intent, recordedAt, SomeAudit.Call()), Assert.Single(pending));
        Assert.Equal(
            (AuditOutcomes.Failed, 400, "BCS.4001001", 88L, "op-1"),
            (after!.Outcome, after.Status, after.UpstreamCode, after.DurationMs, after.OperationId));
        Assert.Equal((intent.Id, recordedAt), (after.Id, after.At));
        Assert.Empty(await host.Log.PendingAsync(time.GetUtcNow(), 10, default));
        Assert.True((await host.VerifyAsync("harbor")).Intact);
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Pending_intents_come_oldest_first_and_only_from_before_the_moment(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        var time = new ManualTimeProvider();
        await using var host = await AuditHost.StartAsync(database, time);
        var first = await host.Log.IntentAsync(SomeAudit.Call("meridian"), default);
        time.Advance(TimeSpan.FromSeconds(1));
        var second = await host.Log.IntentAsync(SomeAudit.Call(), default);
        time.Advance(TimeSpan.FromSeconds(1));
        var moment = time.GetUtcNow();
        await host.Log.IntentAsync(SomeAudit.Call(), default);

        Assert.Equal([first, second], (await host.Log.PendingAsync(moment, 10, default)).Select(p => p.Intent));
        Assert.Equal([first], (await host.Log.PendingAsync(moment, 1, default)).Select(p => p.Intent));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Second_outcome_of_an_intent_changes_nothing(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var host = await AuditHost.StartAsync(database);
        var intent = await host.Log.IntentAsync(SomeAudit.Call(), default);
        await host.Log.OutcomeAsync(intent, SomeAudit.Succeeded, default);

        var late = new AuditResult(AuditOutcomes.Unknown);
        await Together.AllAsync(
            host.Log.OutcomeAsync(intent, late, default).AsTask(),
            host.Log.OutcomeAsync(intent, late, default).AsTask(),
            host.Log.RecordAsync(SomeAudit.Call(), SomeAudit.Succeeded, default).AsTask());

        Assert.Equal(AuditOutcomes.Succeeded, (await host.Reader.FindAsync("harbor", intent.Seq, null, default))!.Outcome);
        Assert.Equal(new AuditVerdict(3, null, null), await host.VerifyAsync("harbor"));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Chain_continues_after_a_restart(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        AuditIntent intent;
        await using (var first = await AuditHost.StartAsync(database))
        {
            intent = await first.Log.IntentAsync(SomeAudit.Call(), default);
        }

        await using var second = await AuditHost.StartAsync(database);
        await second.Log.OutcomeAsync(intent, new AuditResult(AuditOutcomes.Unknown), default);

        Assert.Equal(new AuditVerdict(2, null, null), await second.VerifyAsync("harbor"));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Texts_that_a_database_refuses_do_not_harm_the_batch(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var host = await AuditHost.StartAsync(database);
        var odd = SomeAudit.Call() with
        {
            Channel = "a\0b", Session = "", Organization = null, User = "half \ud83d", BlockchainId = new string('x', 5000), UserAgent = new string('é', 5000),
            Actor = new AuditActor("u-1", new string('\u4e2d', 4000), "user"),
        };

        await Together.AllAsync(
            host.Log.RecordAsync(odd, SomeAudit.Succeeded, default).AsTask(),
            host.Log.RecordAsync(SomeAudit.Call(), SomeAudit.Succeeded, default).AsTask());

        var record = (await host.Reader.ListAsync(new AuditQuery { Tenant = "harbor", Resource = "a\uFFFDb" }, default)).Items.Single();
        Assert.Equal(("half \uFFFD", "", null), (record.Resource.User, record.Session, record.Resource.Organization));
        Assert.Equal((200, '…'), (record.UserAgent!.Length, record.UserAgent[^1]));
        Assert.True((await host.VerifyAsync("harbor")).Intact);
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Escapes_that_no_database_takes_as_characters_are_recorded_found_and_harm_nobody(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var host = await AuditHost.StartAsync(database);
        var long4000 = new string('a', 3999);
        (string Request, string Typed)[] odd =
        [
            ("{\"user\":\"nul\\u0000led\",\"next\":\"afternul\"}", "nul\uFFFDled afternul"), ("{\"user\":\"half\\ud83d\",\"next\":\"afterhigh\"}", "half afterhigh"),
            ("{\"user\":\"\\ude00half\",\"next\":\"afterlow\"}", "half afterlow"), ($"{{\"pair\":\"{long4000}😀\"}}", long4000[..200]),
            ($"{{\"next\":\"escaped\",\"pair\":\"{long4000}\\ud83d\\ude00\"}}", "escaped"), ("{\"user\":\"raw\0nul\ud83d\"}", "raw"),
        ];

        await Together.AllAsync(odd.Select(o => host.Log.RecordAsync(
            SomeAudit.Call() with { Request = o.Request }, SomeAudit.Succeeded with { File = "{\"name\":\"file\\u0000.zip\"}" }, default).AsTask()));
        var intent = await host.Log.IntentAsync(SomeAudit.Call("meridian"), default);
        await host.Log.OutcomeAsync(intent, SomeAudit.Succeeded with { File = "{\"name\":\"late\\u0000.zip\"}" }, default);
        var refusals = new Refusals(host.Log, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Refusals>.Instance);
        for (var i = 0; i < 8; i++)
        {
            var call = new AuditCall { Tenant = "counted", Actor = AuditActor.Anonymous, Operation = "signIn", Address = "192.0.2.1", User = i % 2 == 0 ? "x\0y" : "\ud83dz" };
            await refusals.RecordAsync(call, new AuditResult(AuditOutcomes.Denied), ["counted"]);
        }

        await refusals.FlushAsync(default);

        Assert.All(odd, o => Assert.NotEmpty(Found("harbor", o.Typed)));
        Assert.Single(Found("meridian", "late\0.zip"));
        Assert.Equal(AuditEvents.CountedRefusals, Assert.Single(Found("counted", "x\0y \uFFFDz")).Operation);
        Assert.True((await host.VerifyAsync("harbor")).Intact);

        IReadOnlyList<AuditRecordDto> Found(string tenant, string typed) => host.Reader.ListAsync(new AuditQuery { Tenant = tenant, Text = typed }, default).Result.Items;
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Entry_that_the_database_refuses_fails_alone_and_is_no_outage(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var host = await AuditHost.StartAsync(database);
        await host.Log.RecordAsync(SomeAudit.Call(), SomeAudit.Succeeded, default);
        await database.ExecuteAsync(provider == "Postgres"
            ? "alter table audit_records add check (channel <> 'refused')"
            : "create trigger refuse before insert on audit_records when new.channel = 'refused' begin select raise(abort, 'refused'); end");

        var failures = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Record.ExceptionAsync(
            () => host.Log.RecordAsync(SomeAudit.Call() with { Channel = n == 20 ? "refused" : "trade" }, SomeAudit.Succeeded, default).AsTask())));

        Assert.IsType<AuditUnavailableException>(failures[20]);
        Assert.Single(failures, f => f is not null);
        Assert.True(host.Get<AuditHealth>().CanRecord);
        Assert.Equal(new AuditVerdict(40, null, null), await host.VerifyAsync("harbor"));
    }

    [Fact]
    public async Task Two_instances_on_PostgreSQL_never_fork_a_chain()
    {
        await using var database = await AuditDatabase.CreateAsync("Postgres", postgres);
        await using var one = await AuditHost.StartAsync(database);
        await using var two = await AuditHost.StartAsync(database);
        var acknowledged = new ConcurrentBag<string>();

        await Together.AllAsync(Enumerable.Range(0, 32).Select(n => ProduceAsync(
            (n % 2 == 0 ? one : two).Log, n % 3 == 0 ? "harbor" : "meridian", 20, acknowledged)));

        var entries = (await one.EntriesAsync("harbor")).Concat(await two.EntriesAsync("meridian")).ToList();
        Assert.Equal(new AuditVerdict(440, null, null), await one.VerifyAsync("harbor"));
        Assert.Equal(new AuditVerdict(840, null, null), await two.VerifyAsync("meridian"));
        Assert.Equal(32 * 20 * 2, entries.Count);
        Assert.Subset(entries.Select(e => AuditEntryId.Format(e.Tenant, e.Seq)).ToHashSet(), acknowledged.ToHashSet());
    }

    private static async Task ProduceAsync(IAuditLog log, string tenant, int pairs, ConcurrentBag<string> acknowledged)
    {
        for (var i = 0; i < pairs; i++)
        {
            var intent = await log.IntentAsync(SomeAudit.Call(tenant), default);
            acknowledged.Add(intent.Id);
            await log.OutcomeAsync(intent, SomeAudit.Succeeded, default);
        }
    }
}
