using Quartz;

namespace Portal.Bff.Platform.Jobs;

/// <summary>The scheduler's view of a background job: an execution in its history, with the job's own summary.</summary>
/// <typeparam name="T">The job.</typeparam>
internal sealed class QuartzJob<T>(T job, RunningJobs running, IHostApplicationLifetime lifetime) : IJob
    where T : class, IBackgroundJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var run = running.Enter();

        // The process waits for its jobs when it stops; one that waits for upstream must not hold it up.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            context.Result = await job.ExecuteAsync(either.Token) is { } summary
                ? JobRunReport.Succeeded(summary)
                : JobRunReport.Skipped("nothing was due");
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            context.Result = JobRunReport.Skipped("the process stops");
        }
    }
}
