using Hangfire;
using Hangfire.Storage;

using Microsoft.Data.Sqlite;

using Npgsql;

using Portal.Bff.Platform.Jobs;
using Portal.Bff.Tests.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Jobs;

/// <summary>What becomes of the jobs when their store is taken away, cut off, or older than the gateway.</summary>
[Collection(PostgresCollection.Name)]
public sealed class JobStoreTests(PostgresFixture postgres)
{
    private static readonly WaitLimit Guard = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("deleted")]
    [InlineData("overwritten")]
    [InlineData("with its folder")]
    public async Task File_that_is_taken_away_while_jobs_run_is_made_anew_and_they_go_on(string how)
    {
        await using var database = AuditDatabase.Sqlite();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(database.Folder!, "jobs")).FullName, "jobs.db");
        await using var host = await JobsHost.StartAsync(database, "Sqlite", new() { ["ConnectionStrings:Jobs"] = $"Data Source={file}" });
        await Eventually.TrueAsync(() => host.Counting.Runs >= 2 && host.Signalled.Runs == 1, "the loops to run");
        var before = Mark(file);

        TakeAway(file, how);

        await Eventually.TrueAsync(() => Mark(file) is { } mark && mark != before && host.Scheduled().Count == 3, "the store to be made anew", Guard);
        var (counted, seldom) = (host.Counting.Runs, host.Seldom.Runs);
        await Eventually.TrueAsync(() => host.Counting.Runs > counted && host.Seldom.Runs >= seldom, "the loop to go on");
        await host.Get<IJobStarts>().StartAsync("seldom");
        await Eventually.TrueAsync(() => host.Seldom.Runs > seldom, "a run that is asked for");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Contains(host.Logs.Lines, l => l.Contains("was taken away and is made anew", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_that_is_no_database_is_set_aside_at_the_start()
    {
        await using var database = AuditDatabase.Sqlite();
        var file = Path.Combine(database.Folder!, "jobs.db");
        await File.WriteAllTextAsync(file, "This is no database, and has never been one. " + new string('x', 4096));

        await using var host = await JobsHost.StartAsync(database, "Sqlite");

        await Eventually.TrueAsync(() => host.Counting.Runs >= 1, "jobs to run");
        Assert.StartsWith("This is no database", await File.ReadAllTextAsync(file + ".broken"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_damaged_behind_its_head_is_set_aside_at_the_start()
    {
        await using var database = AuditDatabase.Sqlite();
        var file = Path.Combine(database.Folder!, "jobs.db");
        await using (var before = await JobsHost.StartAsync(database, "Sqlite"))
        {
            await Eventually.TrueAsync(() => before.Counting.Runs >= 1, "jobs to run");
        }

        await using (var damaged = File.OpenWrite(file))
        {
            damaged.Position = 4096;
            await damaged.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)damaged.Length - 4096).ToArray());
        }

        await using var host = await JobsHost.StartAsync(database, "Sqlite");

        await Eventually.TrueAsync(() => host.Counting.Runs >= 1, "jobs to run again");
        Assert.True(File.Exists(file + ".broken"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Schedule_that_is_gone_is_written_anew(string store)
    {
        await using var database = await JobsHost.DatabaseAsync(store, postgres);
        await using var host = await JobsHost.StartAsync(database, store);
        host.Get<IRecurringJobManager>().RemoveIfExists("seldom");

        await Eventually.TrueAsync(() => host.Scheduled().Contains("seldom"), "the job to be scheduled again", Guard);
    }

    [Fact]
    public async Task Schema_that_is_dropped_while_jobs_run_is_made_anew_by_all_instances_together()
    {
        await using var database = await AuditDatabase.CreateAsync("Postgres", postgres);
        await using var one = await JobsHost.StartAsync(database, "Postgres");
        await using var two = await JobsHost.StartAsync(database, "Postgres");

        await Eventually.TrueAsync(DropAsync, "the schema to be dropped");

        await Eventually.TrueAsync(() => IsWhole(one) && IsWhole(two), "the schedule to be made anew", Guard);
        var (first, second) = (one.Counting.Runs, two.Counting.Runs);
        await Eventually.TrueAsync(() => one.Counting.Runs > first && two.Counting.Runs > second, "both loops to go on", Guard);

        // Whoever drops it while it is worked with may be the one whom the database lets go of two that wait for each other.
        async Task<bool> DropAsync()
        {
            try
            {
                await database.ExecuteAsync("drop schema jobs cascade");
                return true;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Database_server_that_is_gone_for_a_while_ends_no_loop_and_jobs_come_back_with_it()
    {
        var server = new PostgresFixture();
        await server.InitializeAsync();
        try
        {
            await using var database = await AuditDatabase.CreateAsync("Postgres", server);
            await using var host = await JobsHost.StartAsync(database, "Postgres");
            await Eventually.TrueAsync(() => host.Counting.Runs >= 2 && host.Signalled.Runs == 1, "the loops to run");

            await server.StopAsync();
            var (counted, seldom) = (host.Counting.Runs, host.Seldom.Runs);
            await Eventually.TrueAsync(() => host.Counting.Runs > counted + 5, "the loop to go on without the store");
            host.Get<WorkSignal>().Raise("kind");
            await Eventually.TrueAsync(() => host.Signalled.Runs == 2, "a signal to be heard without the store");
            await server.StartAsync();

            await Eventually.TrueAsync(
                async () =>
                {
                    await host.Get<IJobStarts>().StartAsync("seldom");
                    return host.Seldom.Runs > seldom;
                },
                "a run that is asked for", Guard);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("Sqlite", "Portal", "qrtzless")]
    [InlineData("Postgres", "Portal", "qrtzless")]
    [InlineData("Postgres", "somebody's", "qrtz_job_details,qrtz_triggers,qrtzless")]
    public async Task Tables_of_the_scheduler_before_go_unless_somebody_else_uses_them(string store, string scheduler, string left)
    {
        await using var database = await JobsHost.DatabaseAsync(store, postgres);
        var file = $"Data Source={Path.Combine(database.Folder ?? "", "jobs.db")};Pooling=False";
        Func<System.Data.Common.DbConnection> connect = () => store == "Sqlite" ? new SqliteConnection(file) : new NpgsqlConnection(database.ConnectionString);
        await ExecuteAsync(connect, $"""
            create table qrtz_job_details (sched_name text, name text primary key);
            create table qrtz_triggers (name text primary key references qrtz_job_details (name));
            insert into qrtz_job_details values ('{scheduler.Replace("'", "''", StringComparison.Ordinal)}', 'sync-services');
            insert into qrtz_triggers values ('sync-services');
            create table qrtzless (name text);
            """);

        await using var host = await JobsHost.StartAsync(database, store);

        await Eventually.TrueAsync(() => host.Counting.Runs >= 1, "jobs to run");
        Assert.Equal(left, await ExecuteAsync(connect, store == "Sqlite"
            ? "select group_concat(name, ',') from sqlite_master where type = 'table' and name like 'qrtz%'"
            : "select string_agg(tablename, ',' order by tablename) from pg_tables where tablename like 'qrtz%'"));
    }

    private static bool IsWhole(JobsHost host) => Record.Exception(() => Assert.True(host.Get<JobSchedule>().IsWhole())) is null;

    private static long? Mark(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma user_version";
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static void TakeAway(string file, string how)
    {
        if (how == "with its folder")
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
            return;
        }

        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            File.Delete(file + part);
        }

        if (how == "overwritten")
        {
            File.WriteAllText(file, new string('x', 8192));
        }
    }

    private static async Task<string?> ExecuteAsync(Func<System.Data.Common.DbConnection> connect, string sql)
    {
        await using var connection = connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync() as string;
    }
}
