namespace Portal.Bff.Platform.Hosting;

/// <summary>
/// Work that goes on as long as the process. What fails in it is logged and costs a pause, then it begins again: it neither stops the host
/// nor ends unseen.
/// </summary>
internal abstract partial class LastingService(TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>From a failure to the new beginning.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Its log.</summary>
    protected ILogger Logger { get; } = logger;

    /// <summary>Does the work until the token is cancelled. To return before that is to be done for good.</summary>
    protected abstract Task RunAsync(CancellationToken stoppingToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await IsDoneAsync(stoppingToken))
            {
                await Task.Delay(Pause, Time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task<bool> IsDoneAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
            return true;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Whatever it is: the process has other work as well.
            LogFailed(Logger, GetType().Name, exception);
            return false;
        }
    }

    [LoggerMessage(130, LogLevel.Error, "{Service} failed and begins again")]
    private static partial void LogFailed(ILogger logger, string service, Exception exception);
}

/// <summary>Work that is done again and again.</summary>
internal abstract class PeriodicService(TimeSpan interval, TimeProvider time, ILogger logger) : LastingService(time, logger)
{
    /// <summary>Does the work once. What fails is tried again after the next interval.</summary>
    protected abstract Task TickAsync(CancellationToken stoppingToken);

    protected sealed override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TickAsync(stoppingToken);
        }
    }
}
