using Microsoft.EntityFrameworkCore;

using Portal.Bff.Data;
using Portal.Bff.Iam;

namespace Portal.Bff.Sessions;

/// <summary>Deletes expired sessions and tokens every few minutes. Nothing depends on it: what has expired counts as gone.</summary>
internal sealed partial class SessionCleanup(SessionStore sessions, TokenStore tokens, TimeProvider time, ILogger<SessionCleanup> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.CleanUpAsync(stoppingToken);
                await tokens.CleanUpAsync(stoppingToken);
            }
            catch (Exception exception) when (DbErrors.IsUnavailable(exception) || exception is DbUpdateException)
            {
                LogSkipped(logger, exception);
            }
        }
    }

    [LoggerMessage(120, LogLevel.Warning, "Expired sessions were not cleaned up this time")]
    private static partial void LogSkipped(ILogger logger, Exception exception);
}
