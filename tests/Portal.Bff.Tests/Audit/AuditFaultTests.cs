using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

using Npgsql;

using Portal.Bff.Audit;
using Portal.Bff.Data;
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
    public async Task Cut_connection_costs_one_batch_at_most()
    {
        await using var database = await AuditDatabase.CreateAsync("Postgres", postgres);
        await using var host = await AuditHost.StartAsync(database);
        var acknowledged = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            acknowledged.Add(await RecordAsync(host));
            await database.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
            await Record.ExceptionAsync(() => RecordAsync(host));
        }

        acknowledged.Add(await RecordAsync(host));
        Assert.True((await host.VerifyAsync("harbor")).Intact);
        Assert.Subset((await host.EntriesAsync("harbor")).Select(e => AuditEntryId.Format(e.Tenant, e.Seq)).ToHashSet(), acknowledged.ToHashSet());
    }

    [Fact]
    public async Task Stall_sheds_callers_with_a_bounded_queue_and_flat_memory()
    {
        await using var database = AuditDatabase.Sqlite();
        var time = new ManualTimeProvider();
        await using var host = await AuditHost.StartAsync(database, time, settings: ("Audit:QueueBytes", "1000000"));
        await RecordAsync(host);
        var call = SomeAudit.Call() with { Request = $"\"{new string('x', 10_000)}\"" };
        var gate = host.Get<WriteGate>();
        long before, after;
        Task<Exception?>[] waiting;
        using (await gate.EnterAsync())
        {
            waiting = [.. Enumerable.Range(0, 200).Select(_ => Record.ExceptionAsync(() => host.Log.IntentAsync(call, default).AsTask()))];
            await Eventually.TrueAsync(() => waiting.Any(t => t.IsCompleted), "the first caller to be shed");
            before = GC.GetTotalMemory(forceFullCollection: true);
            for (var i = 0; i < 5_000; i++)
            {
                Assert.IsType<AuditUnavailableException>(await Record.ExceptionAsync(() => host.Log.IntentAsync(call, default).AsTask()));
            }

            after = GC.GetTotalMemory(forceFullCollection: true);
            Assert.InRange(waiting.Count(t => !t.IsCompleted), 1, 64);
            await Eventually.TrueAsync(() => time.ArmedTimers > waiting.Count(t => !t.IsCompleted), "the writer to begin its commit");
            var all = Task.WhenAll(waiting);
            await Eventually.TrueAsync(
                () =>
                {
                    // Whoever sets a timer only now is waited for as well.
                    time.Advance(TimeSpan.FromSeconds(30));
                    return all.IsCompleted;
                },
                "everybody to give up");
            Assert.All(await all, e => Assert.IsType<AuditUnavailableException>(e));
        }

        Assert.True(after - before < 4_000_000, $"{after - before:N0} bytes more after 5,000 refused callers");
        await RecoversAsync(host);

        // Whoever gave up while the writer held his entry already may still find it committed: as closed, never as open.
        var entries = await host.EntriesAsync("harbor");
        Assert.Equal(2, entries.Count(e => e.Kind is AuditKind.Event));
        foreach (var intent in entries.Where(e => e.Kind is AuditKind.Intent))
        {
            Assert.Equal(AuditOutcomes.Failed, (await host.Reader.FindAsync("harbor", intent.Seq, null, default))!.Outcome);
        }
    }

    [Fact]
    public async Task Intent_given_up_while_it_was_committed_is_closed_as_not_sent()
    {
        await using var database = AuditDatabase.Sqlite();
        var stall = new StallingStore();
        await using var host = await AuditHost.StartAsync(database, replace: services => services.AddSingleton<AuditStore>(p =>
        {
            stall.Inner = new SqliteAuditStore(SqliteAuditStore.Opener(database.ConnectionString, TimeSpan.FromSeconds(5)), p.GetRequiredService<WriteGate>());
            return stall;
        }));
        using var impatient = new CancellationTokenSource();
        var intent = host.Log.IntentAsync(SomeAudit.Call(), impatient.Token).AsTask();
        await stall.Entered.WaitAsync(Eventually.DefaultLimit);

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

    private sealed class StallingStore : AuditStore
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public AuditStore? Inner { get; set; }

        public Task Entered => _entered.Task;

        public void Release() => _release.SetResult();

        protected override async Task<bool> CommitAsync(IReadOnlyList<AuditAppend> batch, bool underLock, CancellationToken cancellationToken)
        {
            _entered.TrySetResult();
            await _release.Task;
            await Inner!.AppendAsync(batch, cancellationToken);
            return false;
        }

        protected override ValueTask CloseAsync() => Inner!.DisposeAsync();
    }
}
