using Portal.Bff.Platform.Hosting;

namespace Portal.Bff.Platform.Jobs;

/// <summary>A job that is also run as soon as its kind of work is signalled.</summary>
internal interface ISignalledJob : IBackgroundJob
{
    /// <summary>The kind it listens to.</summary>
    string Kind { get; }
}

/// <summary>
/// Runs the job whose kind was signalled: at once, without waiting for a run that hangs, and not more often than ten times a second. What is
/// signalled in between is one more run, however many changes a burst has.
/// </summary>
internal sealed partial class SignalPump(WorkSignal signal, IEnumerable<ISignalledJob> jobs, TimeProvider time, ILogger<SignalPump> logger)
    : LastingService(time, logger)
{
    /// <summary>From the start of a run to the next.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    protected override Task RunAsync(CancellationToken stoppingToken) => Task.WhenAll(jobs.Select(job => ListenAsync(job, stoppingToken)));

    private async Task ListenAsync(ISignalledJob job, CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            await foreach (var _ in signal.ReadAsync(job.Kind, stoppingToken))
            {
                running.RemoveAll(t => t.IsCompleted);
                running.Add(RunAsync(job, stoppingToken));
                await Task.Delay(Pace, Time, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task RunAsync(ISignalledJob job, CancellationToken cancellationToken)
    {
        try
        {
            await job.ExecuteAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process stops; the row stays due.
        }
        catch (Exception exception)
        {
            // The scheduler's next tick does the same work and reports what fails there.
            LogFault(Logger, exception, job.Kind);
        }
    }

    [LoggerMessage(710, LogLevel.Warning, "Signalled {Kind} failed; the next tick tries again")]
    private static partial void LogFault(ILogger logger, Exception exception, string kind);
}
