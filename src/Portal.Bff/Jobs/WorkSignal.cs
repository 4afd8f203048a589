using System.Threading.Channels;

namespace Portal.Bff.Jobs;

/// <summary>
/// Tells this instance's jobs that something became due, so that nobody waits for the next tick. The row is the truth; a lost signal costs a tick.
/// </summary>
internal sealed class WorkSignal
{
    private readonly Channel<string> _kinds = Channel.CreateBounded<string>(
        new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Says that work of this kind is due.</summary>
    public void Raise(string kind) => _kinds.Writer.TryWrite(kind);

    /// <summary>The kinds, as they are raised.</summary>
    public IAsyncEnumerable<string> ReadAsync(CancellationToken cancellationToken) => _kinds.Reader.ReadAllAsync(cancellationToken);
}

/// <summary>A job that is also run as soon as its kind of work is signalled.</summary>
internal interface ISignalledJob : IBackgroundJob
{
    /// <summary>The kind it listens to.</summary>
    string Kind { get; }
}

/// <summary>Runs the job whose kind was signalled, without waiting for one that is still running.</summary>
internal sealed partial class SignalPump(WorkSignal signal, IEnumerable<ISignalledJob> jobs, ILogger<SignalPump> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var byKind = jobs.ToDictionary(j => j.Kind);
        var running = new List<Task>();
        try
        {
            await foreach (var kind in signal.ReadAsync(stoppingToken))
            {
                running.RemoveAll(t => t.IsCompleted);
                if (byKind.TryGetValue(kind, out var job))
                {
                    running.Add(RunAsync(job, stoppingToken));
                }
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
            LogFault(logger, exception, job.Kind);
        }
    }

    [LoggerMessage(710, LogLevel.Warning, "Signalled {Kind} failed; the next tick tries again")]
    private static partial void LogFault(ILogger logger, Exception exception, string kind);
}
