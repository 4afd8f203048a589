using Hangfire;
using Hangfire.PostgreSql;

using Npgsql;

using Portal.Bff.Platform.Data;

namespace Portal.Bff.Platform.Jobs;

/// <summary>Schedule and history in a schema of their own of the portal's database, shared by its instances.</summary>
internal sealed class PostgresJobs(PortalDatabase database) : IJobStoreKind, IConnectionFactory, IDisposable
{
    private const string Schema = "jobs";

    // "jobs": any number that no other use of advisory locks in this database has.
    private const long Key = 0x6a6f6273;

    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(2);

    // A pool of its own: what the jobs wait for holds nobody else up, and it ends with the host.
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(database.ConnectionString);

    public JobStorage Open()
    {
        Prepare();
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = Schema, PrepareSchemaIfNecessary = false, AllowDegradedModeWithoutStorage = false,

            // Runs that this instance asks for are found at once; this is for those of the others.
            QueuePollInterval = TimeSpan.FromSeconds(5),
            UseSlidingInvisibilityTimeout = true, InvisibilityTimeout = TimeSpan.FromSeconds(30),

            // A killed process leaves its locks behind.
            DistributedLockTimeout = TimeSpan.FromMinutes(1),
            JobExpirationCheckInterval = TimeSpan.FromMinutes(5),
        };
        return new PostgreSqlStorage(this, options);
    }

    public bool IsLost()
    {
        using var connection = _source.OpenConnection();
        using var command = new NpgsqlCommand($"select to_regclass('{Schema}.job') is null", connection);
        return command.ExecuteScalar() is true;
    }

    public NpgsqlConnection GetOrCreateConnection() => _source.CreateConnection();

    public void Dispose() => _source.Dispose();

    // Instances that make the tables at the same time fail.
    private void Prepare()
    {
        // Not pooled: a pool keeps a session, and with it the lock, after its connection was closed.
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ToString());
        connection.Open();
        using var command = new NpgsqlCommand($"select pg_advisory_lock({Key})", connection) { CommandTimeout = (int)LongestStep.TotalSeconds };
        command.ExecuteNonQuery();
        DropFormer(connection);
        PostgreSqlObjectsInstaller.Install(connection, Schema);
    }

    // The tables of the scheduler that versions before had, unless somebody else's scheduler is in them as well.
    private static void DropFormer(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            """
            do $$ declare name text; shared boolean; begin
                if to_regclass('qrtz_job_details') is null then return; end if;
                execute 'select exists (select from qrtz_job_details where sched_name <> ''Portal'')' into shared;
                if shared then return; end if;
                for name in select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = current_schema() and tablename like 'qrtz\_%' loop
                    execute 'drop table ' || name || ' cascade';
                end loop;
            end $$
            """, connection) { CommandTimeout = (int)LongestStep.TotalSeconds };
        command.ExecuteNonQuery();
    }
}
