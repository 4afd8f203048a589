using Portal.Bff.Platform.Hosting;

namespace Portal.Bff.Audit;

/// <summary>Something that counts in memory and records what it has counted once a minute, and at the end.</summary>
internal abstract class EveryMinute(TimeProvider time, ILogger logger) : PeriodicService(TimeSpan.FromMinutes(1), time, logger)
{
    /// <summary>Records what was counted since the last time.</summary>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    // Not to be cut short by a shutdown: what it has taken would be lost.
    protected override Task TickAsync(CancellationToken stoppingToken) => FlushAsync(CancellationToken.None);
}
