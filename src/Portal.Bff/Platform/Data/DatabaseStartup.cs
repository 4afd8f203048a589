using Microsoft.EntityFrameworkCore;

namespace Portal.Bff.Platform.Data;

/// <summary>
/// Brings the schema up to date before anything else starts. It is the first hosted service, so jobs and endpoints
/// find the tables. Its turn to start lasts until all hosted services have started: the others create rows and tables too.
/// </summary>
internal sealed partial class DatabaseStartup(
    IDbContextFactory<PortalDbContext> contexts, PortalDatabase database, StartTurn turn, ILogger<DatabaseStartup> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(30);

    public Task StartingAsync(CancellationToken cancellationToken) => turn.TakeAsync(cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // A change of a large table takes its time.
        db.Database.SetCommandTimeout(LongestStep);
        await db.Database.MigrateAsync(cancellationToken);
        if (database.Provider is DatabaseProvider.Sqlite)
        {
            // Stays in the file: readers never wait for the writer.
            await db.Database.ExecuteSqlRawAsync("pragma journal_mode=wal", cancellationToken);
        }

        LogReady(logger, database.Provider);
    }

    public async Task StartedAsync(CancellationToken cancellationToken) => await turn.DisposeAsync();

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(100, LogLevel.Information, "Database {Provider} is up to date")]
    private static partial void LogReady(ILogger logger, DatabaseProvider provider);
}
