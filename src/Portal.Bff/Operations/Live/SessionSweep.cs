using Portal.Bff.Sessions;

namespace Portal.Bff.Operations.Live;

/// <summary>
/// Closes the connections of sessions that have ended: at once when they end here, within two seconds when another
/// instance ended them. The same round moves connections whose grants have changed.
/// </summary>
internal sealed partial class SessionSweep(
    HubConnections connections, ISessionDirectory sessions, TimeProvider time, ILogger<SessionSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        sessions.Ended += OnEnded;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        sessions.Ended -= OnEnded;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops and closes the connections itself.
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var handles = connections.Handles;
            if (handles.Count == 0)
            {
                return;
            }

            var alive = await sessions.AliveAsync(handles, cancellationToken);
            foreach (var handle in handles.Where(h => !alive.Contains(h)))
            {
                await connections.EndAsync(handle, "ended");
            }

            await connections.RegroupAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One bad round must not end the watch; while the store is gone nothing is pushed either.
            LogSkipped(logger, exception);
        }
    }

    private void OnEnded(string handle) => _ = EndAsync(handle);

    private async Task EndAsync(string handle)
    {
        try
        {
            await connections.EndAsync(handle, "ended");
        }
        catch (Exception exception)
        {
            // The sweep finds it again.
            LogSkipped(logger, exception);
        }
    }

    [LoggerMessage(730, LogLevel.Warning, "Connections of ended sessions could not be looked for")]
    private static partial void LogSkipped(ILogger logger, Exception exception);
}
