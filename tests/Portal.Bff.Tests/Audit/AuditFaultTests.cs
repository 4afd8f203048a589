using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Audit;

[Collection(PostgresCollection.Name)]
public sealed class AuditFaultTests(PostgresFixture postgres)
{
    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Locked_database_refuses_and_recovers(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var host = await AuditHost.StartAsync(database, settings: ("Audit:CommitTimeout", "00:00:01"));
        await RecordAsync(host);

        await using (var other = await OpenAsync(database))
        {
            await using var transaction = await other.BeginTransactionAsync();
            await using var command = other.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = provider == "Sqlite" ? "update audit_records set status = 200" : "lock table audit_entries in exclusive mode";
            await command.ExecuteNonQueryAsync();
            await Assert.ThrowsAsync<AuditUnavailableException>(() => RecordAsync(host));
        }

        await RecoversAsync(host);
    }

    [Theory, InlineData("nothing"), InlineData("a folder"), InlineData("a file that is no database")]
    public async Task Lost_file_refuses_instead_of_writing_where_nobody_reads_and_recovers_when_it_is_back(string inItsPlace)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var host = await AuditHost.StartAsync(database);
        await RecordAsync(host);
        await database.ExecuteAsync("pragma wal_checkpoint(truncate)");

        File.Move(database.File, database.File + ".away");
        switch (inItsPlace)
        {
            case "a folder":
                Directory.CreateDirectory(database.File);
                break;
            case "a file that is no database":
                await File.WriteAllTextAsync(database.File, new string('x', 8192));
                break;
        }

        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<AuditUnavailableException>(() => RecordAsync(host));
        }

        switch (inItsPlace)
        {
            case "a folder":
                Directory.Delete(database.File);
                break;
            case "a file that is no database":
                File.Delete(database.File);
                break;
            default:
                Assert.False(File.Exists(database.File));
                break;
        }

        File.Move(database.File + ".away", database.File);
        await RecoversAsync(host);
    }

    [Fact]
    public async Task Full_disk_refuses_and_recovers_when_there_is_room()
    {
        await using var database = AuditDatabase.Sqlite();
        var limit = 0L;
        await using var host = await AuditHost.StartAsync(database, replace: services => services.AddSingleton<AuditStore>(p =>
        {
            var open = SqliteAuditStore.Opener(database.ConnectionString, TimeSpan.FromSeconds(1));
            return new SqliteAuditStore(() => Limit(open(), ref limit), p.GetRequiredService<WriteGate>());
        }));
        var stored = 0;
        var refused = await Record.ExceptionAsync(async () =>
        {
            for (; stored < 10_000; stored++)
            {
                await RecordAsync(host);
            }
        });

        Assert.Equal(13, Assert.IsType<SqliteException>(Assert.IsType<AuditUnavailableException>(refused).InnerException).SqliteErrorCode);
        await Assert.ThrowsAsync<AuditUnavailableException>(() => host.Log.IntentAsync(SomeAudit.Call(), default).AsTask());
        Assert.Equal(stored, (await host.EntriesAsync("harbor")).Count);
        Volatile.Write(ref limit, 1_000_000);
        await RecoversAsync(host);
        Assert.Equal(new AuditVerdict(stored + 1, null, null), await host.VerifyAsync("harbor"));
    }

    [Fact]
    public async Task Lost_server_refuses_and_recovers()
    {
        await using var database = await AuditDatabase.CreateAsync("Postgres", postgres);
        await using var host = await AuditHost.StartAsync(database);
        await RecordAsync(host);

        await postgres.StopAsync();
        try
        {
            await Assert.ThrowsAsync<AuditUnavailableException>(() => RecordAsync(host));
            await Assert.ThrowsAsync<AuditUnavailableException>(() => RecordAsync(host));
        }
        finally
        {
            await postgres.StartAsync();
            NpgsqlConnection.ClearAllPools();
        }

        await RecoversAsync(host);
    }

    [Fact]
    public async Task Cut_connection_costs_no_entry()
    {
        await using var database = await AuditDatabase.CreateAsync("Postgres", postgres);
        await using var host = await AuditHost.StartAsync(database);
        var acknowledged = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            acknowledged.Add(await RecordAsync(host));
            await database.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        }

        acknowledged.Add(await RecordAsync(host));
        Assert.True((await host.VerifyAsync("harbor")).Intact);
        Assert.Subset((await host.EntriesAsync("harbor")).Select(e => AuditEntryId.Format(e.Tenant, e.Seq)).ToHashSet(), acknowledged.ToHashSet());
    }

    [Fact]
    public async Task Stall_sheds_callers_with_a_bounded_queue_and_keeps_nothing_of_them()
    {
        await using var database = AuditDatabase.Sqlite();
        var time = new ManualTimeProvider();
        var stall = new StallingStore(database);
        await using var host = await AuditHost.StartAsync(database, time, stall.Use, ("Audit:QueueBytes", "1000000"));
        using IDisposable released = stall;
        var refused = new List<WeakReference>();
        Task<Exception?> IntentAsync()
        {
            // Each caller's own text, so that whoever keeps a part of the call is found out.
            var call = SomeAudit.Call() with { Request = $"\"{new string('x', 10_000)}\"" };
            refused.Add(new WeakReference(call));
            return Record.ExceptionAsync(() => host.Log.IntentAsync(call, default).AsTask());
        }

        // The writer takes one entry and then nothing until it may go on, so a place that is taken stays taken.
        var held = IntentAsync();
        await Eventually.EndsAsync(stall.Entered, "the writer to begin its commit");
        var asked = Enumerable.Range(0, 200).Select(_ => IntentAsync()).ToList();
        Assert.InRange(asked.Count(t => !t.IsCompleted), 1, 64);
        refused.Clear();
        for (var i = 0; i < 5_000; i++)
        {
            Assert.IsType<AuditUnavailableException>(await Eventually.EndsAsync(IntentAsync(), "a caller to be refused at once"));
        }

        // The last one may still stand in a local of the loop. The whole heap is no measure: other tests use it too.
        GC.Collect();
        Assert.InRange(refused.Count(r => r.IsAlive), 0, 5);

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.All(await Eventually.EndsAsync(Task.WhenAll([held, .. asked]), "everybody to give up"), e => Assert.IsType<AuditUnavailableException>(e));
        stall.Release();
        await RecoversAsync(host);

        // What the writer held already is committed all the same: as closed, never as open.
        var entries = await host.EntriesAsync("harbor");
        Assert.Single(entries, e => e.Kind is AuditKind.Event);
        var intent = Assert.Single(entries, e => e.Kind is AuditKind.Intent);
        Assert.Equal(AuditOutcomes.Failed, (await host.Reader.FindAsync("harbor", intent.Seq, null, default))!.Outcome);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Entry_that_is_late_is_counted_only_if_it_is_never_written(bool written)
    {
        await using var database = AuditDatabase.Sqlite();
        var time = new ManualTimeProvider();
        var stall = new StallingStore(database);
        await using var host = await AuditHost.StartAsync(database, time, stall.Use);
        using IDisposable released = stall;
        var refusals = new Refusals(host.Log, time, NullLogger<Refusals>.Instance);
        var reads = new BackgroundReads(host.Log, time, NullLogger<BackgroundReads>.Instance);

        // The first log's entry is with the writer when its caller gives up, what the others' become waits behind it.
        var call = SomeAudit.Call() with { Operation = AuditEvents.SignIn, Address = "203.0.113.5" };
        var refused = refusals.RecordAsync(call, new AuditResult(AuditOutcomes.Denied), ["harbor", "meridian"]).AsTask();
        await Eventually.EndsAsync(stall.Entered, "the writer to begin its commit");
        time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<AuditUnavailableException>(() => Eventually.EndsAsync(refused, "the caller to give up"));
        reads.Count("harbor", "queryOperationRecords", 200);
        var flushed = FlushAsync();
        time.Advance(TimeSpan.FromSeconds(30));
        await Eventually.EndsAsync(flushed, "the minute to give up");

        stall.Release(written ? null : new IOException("gone"));
        await Eventually.TrueAsync(
            async () =>
            {
                await FlushAsync();
                return (await ToldAsync("harbor")).Count >= 2;
            },
            "everything that was refused or read to be in the log");
        await FlushAsync();

        Assert.Equal([BackgroundReads.Operation, written ? AuditEvents.SignIn : AuditEvents.CountedRefusals], await ToldAsync("harbor"));
        Assert.Equal([AuditEvents.CountedRefusals], await ToldAsync("meridian"));

        Task FlushAsync() => Together.AllAsync(reads.FlushAsync(default), refusals.FlushAsync(default));

        async Task<List<string>> ToldAsync(string tenant) =>
            [.. (await host.Reader.ListAsync(new AuditQuery { Tenant = tenant, Background = true }, default)).Items.Select(r => r.Operation).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Intent_given_up_while_it_was_committed_is_closed_as_not_sent()
    {
        await using var database = AuditDatabase.Sqlite();
        var stall = new StallingStore(database);
        await using var host = await AuditHost.StartAsync(database, replace: stall.Use);
        using IDisposable released = stall;
        using var impatient = new CancellationTokenSource();
        var intent = host.Log.IntentAsync(SomeAudit.Call(), impatient.Token).AsTask();
        await Eventually.EndsAsync(stall.Entered, "the writer to begin its commit");

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => intent);
        stall.Release();

        await Eventually.TrueAsync(async () => (await host.EntriesAsync("harbor")).Count == 2, "the outcome");
        var record = (await host.Reader.FindAsync("harbor", 1, null, default))!;
        Assert.Equal((AuditOutcomes.Failed, 503, ProblemCodes.AuditUnavailable), (record.Outcome, record.Status, record.UpstreamCode));
    }

    [Fact]
    public async Task What_comes_after_shutdown_is_refused()
    {
        await using var database = AuditDatabase.Sqlite();
        var host = await AuditHost.StartAsync(database);
        var log = host.Log;
        var last = RecordAsync(host);
        await host.DisposeAsync();

        await last;
        await Assert.ThrowsAsync<AuditUnavailableException>(() => log.RecordAsync(SomeAudit.Call(), SomeAudit.Succeeded, default).AsTask());
    }

    private static Task<string> RecordAsync(AuditHost host) => host.Log.RecordAsync(SomeAudit.Call(), SomeAudit.Succeeded, default).AsTask();

    private static async Task RecoversAsync(AuditHost host)
    {
        await Eventually.TrueAsync(async () => await Record.ExceptionAsync(() => RecordAsync(host)) is null, "an entry that is recorded", TimeSpan.FromSeconds(30));
        Assert.True((await host.VerifyAsync("harbor")).Intact);
    }

    private static async Task<System.Data.Common.DbConnection> OpenAsync(AuditDatabase database)
    {
        System.Data.Common.DbConnection connection =
            database.Provider == "Sqlite" ? new SqliteConnection(database.ConnectionString) : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    // The file may grow by 20 pages from its first opening on, as if the disk ended there.
    private static SqliteConnection Limit(SqliteConnection connection, ref long pages)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma page_count";
        Interlocked.CompareExchange(ref pages, (long)command.ExecuteScalar()! + 20, 0);
        command.CommandText = $"pragma max_page_count={Volatile.Read(ref pages)}";
        command.ExecuteNonQuery();
        return connection;
    }
}
