using Microsoft.EntityFrameworkCore;

namespace Portal.Bff.Data;

/// <summary>
/// Brings the schema up to date before anything else starts. It is the first hosted service, so jobs and endpoints
/// find the tables. On PostgreSQL the migrator itself takes a lock, so several instances may start at once.
/// </summary>
internal sealed partial class DatabaseStartup(
    IDbContextFactory<PortalDbContext> contexts, PortalDatabase database, ILogger<DatabaseStartup> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        if (database.Provider is DatabaseProvider.Sqlite)
        {
            // Stays in the file: readers never wait for the writer.
            await db.Database.ExecuteSqlRawAsync("pragma journal_mode=wal", cancellationToken);
        }

        LogReady(logger, database.Provider);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(100, LogLevel.Information, "Database {Provider} is up to date")]
    private static partial void LogReady(ILogger logger, DatabaseProvider provider);
}
