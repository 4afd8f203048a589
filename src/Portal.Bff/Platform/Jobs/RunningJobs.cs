namespace Portal.Bff.Platform.Jobs;

/// <summary>
/// Lets the jobs that run end before the process does. The scheduler would wait for its own bookkeeping as well, and that
/// lasts for as long as the database is away.
/// </summary>
internal sealed class RunningJobs : IHostedService
{
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The process itself counts as one until it stops.
    private int _count = 1;

    /// <summary>Counts a run until the result is disposed.</summary>
    public IDisposable Enter()
    {
        Interlocked.Increment(ref _count);
        return new Run(this);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Returns when nothing runs, or when the host does not wait any longer.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Leave();
        await _idle.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _idle.TrySetResult();
        }
    }

    private sealed class Run(RunningJobs owner) : IDisposable
    {
        public void Dispose() => owner.Leave();
    }
}
