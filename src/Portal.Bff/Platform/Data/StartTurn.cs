using System.Data;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

using Npgsql;

namespace Portal.Bff.Platform.Data;

/// <summary>
/// The turn of one instance to start on a PostgreSQL database: an advisory lock, taken before the first look at the database. The migrator
/// compares before it locks, and first rows have no lock at all. On SQLite there is one instance, and nothing to take.
/// </summary>
internal sealed partial class StartTurn(PortalDatabase database, IDbContextFactory<PortalDbContext> contexts, ILogger<StartTurn> logger) : IAsyncDisposable
{
    // "start": any number that no other use of advisory locks in this database has.
    private const long Key = 0x7374617274;

    // A machine that vanished with its connection open is noticed by the server within a minute.
    private const string NoticeTheDead = "set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3";

    private const string Holder = """
        select a.pid, coalesce(host(a.client_addr), case when a.backend_start is null then 'where only its own role sees' else 'the database''s own machine' end), a.backend_start
        from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.classid::bigint = $1 >> 32 and l.objid::bigint = $1 & 4294967295
            and l.database = (select oid from pg_database where datname = current_database())
        """;

    private NpgsqlConnection? _holder;

    /// <summary>How often an instance that waits says for whom.</summary>
    internal TimeSpan Round { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits until no other instance is starting, however long that takes: a migration of a large log may take half an hour.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        if (database.Provider is not DatabaseProvider.Postgres)
        {
            return;
        }

        _holder = await OpenAsync(cancellationToken);
        await using (var alive = new NpgsqlCommand(NoticeTheDead, _holder))
        {
            await alive.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var attempt = Command("select pg_try_advisory_lock($1)");
        if (await attempt.ExecuteScalarAsync(cancellationToken) is true)
        {
            return;
        }

        LogWaits(logger);
        while (!await WaitAsync(cancellationToken))
        {
            await TellOfHolderAsync(cancellationToken);
        }
    }

    /// <summary>Lets the next instance start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_holder is { } holder)
        {
            // The lock ends with the session: also when the server has ended it already.
            _holder = null;
            await holder.DisposeAsync();
        }
    }

    // The lock ends with its holder's session, so that waiting for it is waiting for a living one.
    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var wait = Command("select pg_advisory_lock($1)");
            await wait.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (DbErrors.IsUnavailable(exception) && _holder?.State is ConnectionState.Open)
        {
            return false;
        }
    }

    private async Task TellOfHolderAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(Holder);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
        {
            LogStillWaits(logger, reader.GetString(1), await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetFieldValue<DateTime>(2), reader.GetInt32(0));
        }
    }

    // Not pooled: a pool keeps a session, and with it the lock, after its connection was closed.
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (Exception exception) when (DbErrors.IsMissingDatabase(exception))
        {
            await CreateAsync(cancellationToken);
            await connection.OpenAsync(cancellationToken);
        }

        return connection;
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await db.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellationToken);
        }
        catch (Exception exception) when (DbErrors.IsDatabaseThere(exception))
        {
            // Another instance that starts now was faster.
        }
    }

    private NpgsqlCommand Command(string sql) =>
        new(sql, _holder) { CommandTimeout = Math.Max(1, (int)Round.TotalSeconds), Parameters = { new NpgsqlParameter<long> { TypedValue = Key } } };

    [LoggerMessage(101, LogLevel.Information, "Another instance is starting on this database; this one waits for it")]
    private static partial void LogWaits(ILogger logger);

    [LoggerMessage(102, LogLevel.Warning, "Another instance, connected from {Address} since {Since:O}, is still starting on this database; this one goes on waiting. If it hangs, end it: pg_terminate_backend({Pid})")]
    private static partial void LogStillWaits(ILogger logger, string address, DateTime? since, int pid);
}
