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
    private int _failing;

    // The store's calls block.
    public Task StartAsync(string name) => Task.Run(() =>
    {
        try
        {
            client.Enqueue<JobRunner>(runner => runner.RunAsync(name, CancellationToken.None));
            Volatile.Write(ref _failing, 0);
        }
        catch (Exception exception)
        {
            // Once: as long as the store fails, somebody asks several times a second.
            if (Interlocked.Exchange(ref _failing, 1) == 0)
            {
                LogFault(logger, exception, name);
            }
        }
    });

    [LoggerMessage(710, LogLevel.Warning, "{Name} could not be started at once, and others neither, as long as the store of the jobs fails; the schedule starts them")]
    private static partial void LogFault(ILogger logger, Exception exception, string name);
}
