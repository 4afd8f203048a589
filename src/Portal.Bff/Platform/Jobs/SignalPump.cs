using Portal.Bff.Platform.Hosting;

namespace Portal.Bff.Platform.Jobs;

/// <summary>Starts the loop of a kind that was signalled while it does not run here. A loop that runs takes the signal itself.</summary>
internal sealed class SignalPump(
    WorkSignal signal, IEnumerable<ISignalledJob> jobs, IEnumerable<JobRegistration> registrations, JobLoops loops, IJobStarts starts,
    TimeProvider time, ILogger<SignalPump> logger)
    : LastingService(time, logger)
{
    /// <summary>From one look at a signal that waits to the next; a loop needs about that long to begin.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    protected override Task RunAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Select(job => WatchAsync(job.Kind, registrations.First(r => r.Job == job.GetType()).Name, stoppingToken)));

    private async Task WatchAsync(string kind, string name, CancellationToken stoppingToken)
    {
        while (true)
        {
            await signal.WaitAsync(kind, stoppingToken);
            if (!loops.IsHere(name))
            {
                await starts.StartAsync(name);
            }

            await Task.Delay(Pace, Time, stoppingToken);
        }
    }
}
