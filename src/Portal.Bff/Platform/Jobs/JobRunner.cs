using Hangfire;

namespace Portal.Bff.Platform.Jobs;

/// <summary>What the scheduler stores and calls: a job by its name for life, so that renaming a class breaks no stored row.</summary>
public sealed class JobRunner
{
    private readonly JobLoops _loops;
    private readonly RunningJobs _running;
    private readonly IHostApplicationLifetime _lifetime;

    internal JobRunner(JobLoops loops, RunningJobs running, IHostApplicationLifetime lifetime) => (_loops, _running, _lifetime) = (loops, running, lifetime);

    /// <summary>Runs a job.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends with the scheduler.</param>
    /// <returns>The result for the history.</returns>
    [JobDisplayName("{0}")]
    public async Task<string> RunAsync(string name, CancellationToken cancellationToken)
    {
        using var run = _running.Enter();

        // The scheduler's own token comes later than the host's.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lifetime.ApplicationStopping);
        try
        {
            return await _loops.RunAsync(name, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return JobResults.Stopped;
        }
    }
}
