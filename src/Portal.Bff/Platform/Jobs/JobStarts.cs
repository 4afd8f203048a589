using Hangfire;

namespace Portal.Bff.Platform.Jobs;

/// <summary>Asks for a run of a job, now.</summary>
internal interface IJobStarts
{
    /// <summary>Asks for a run. Fails silently if the store is away: the schedule asks again.</summary>
    Task StartAsync(string name);
}

/// <summary>Puts a run into the scheduler's queue.</summary>
internal sealed partial class JobStarts(IBackgroundJobClient client, ILogger<JobStarts> logger) : IJobStarts
{
    // The store's calls block.
    public Task StartAsync(string name) => Task.Run(() =>
    {
        try
        {
            client.Enqueue<JobRunner>(runner => runner.RunAsync(name, CancellationToken.None));
        }
        catch (Exception exception)
        {
            LogFault(logger, exception, name);
        }
    });

    [LoggerMessage(710, LogLevel.Warning, "{Name} could not be started at once; the schedule starts it")]
    private static partial void LogFault(ILogger logger, Exception exception, string name);
}
