using Quartz;

namespace Portal.Bff.Jobs;

/// <summary>The scheduler's view of a background job: an execution in its history, with the job's own summary.</summary>
/// <typeparam name="T">The job.</typeparam>
internal sealed class QuartzJob<T>(T job) : IJob
    where T : class, IBackgroundJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await job.ExecuteAsync(cancellationToken) is { } summary
            ? JobRunReport.Succeeded(summary)
            : JobRunReport.Skipped("nothing was due");
}
