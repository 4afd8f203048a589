using Portal.Bff.Platform.Hosting;

namespace Portal.Bff.Gateway;

/// <summary>Deletes idempotency keys older than a day. Nothing depends on it: an older key counts as unused.</summary>
internal sealed class IdempotencyCleanup(IdempotencyKeys keys, TimeProvider time, ILogger<IdempotencyCleanup> logger)
    : PeriodicService(TimeSpan.FromHours(1), time, logger)
{
    protected override Task TickAsync(CancellationToken stoppingToken) => keys.CleanUpAsync(stoppingToken);
}
