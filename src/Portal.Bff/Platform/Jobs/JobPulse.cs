using Hangfire.Server;

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Bff.Platform.Jobs;

/// <summary>
/// Whether jobs run here at all. The scheduler's server keeps it alive like one of its own threads, so that it tells of this process, and of no other,
/// without asking the store, which may be what does not answer.
/// </summary>
internal sealed class JobPulse(TimeProvider time) : IBackgroundProcess, IHealthCheck
{
    /// <summary>A server that has shown no sign for this long does not run.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long _last = long.MinValue;

    public void Execute(BackgroundProcessContext context)
    {
        Beat();
        context.Wait(Interval);
    }

    /// <summary>Notes a sign of life.</summary>
    internal void Beat() => Volatile.Write(ref _last, time.GetTimestamp());

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Volatile.Read(ref _last) is var last and not long.MinValue && time.GetElapsedTime(last) < Patience
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The scheduler does not run."));
}
