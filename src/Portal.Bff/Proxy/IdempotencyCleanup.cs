using Microsoft.EntityFrameworkCore;

using Portal.Bff.Data;

namespace Portal.Bff.Proxy;

/// <summary>Deletes idempotency keys older than a day. Nothing depends on it: an older key counts as unused.</summary>
internal sealed partial class IdempotencyCleanup(IdempotencyKeys keys, TimeProvider time, ILogger<IdempotencyCleanup> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await keys.CleanUpAsync(stoppingToken);
            }
            catch (Exception exception) when (DbErrors.IsUnavailable(exception) || exception is DbUpdateException)
            {
                LogSkipped(logger, exception);
            }
        }
    }

    [LoggerMessage(180, LogLevel.Warning, "Old idempotency keys were not cleaned up this time")]
    private static partial void LogSkipped(ILogger logger, Exception exception);
}
