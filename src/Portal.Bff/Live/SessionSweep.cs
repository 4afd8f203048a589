using Portal.Bff.Platform.Hosting;
using Portal.Bff.Sessions;

namespace Portal.Bff.Live;

/// <summary>
/// Closes the connections of sessions that have ended: at once when they end here, within two seconds when another
/// instance ended them. The same round moves connections whose grants have changed.
/// </summary>
internal sealed partial class SessionSweep(
    HubConnections connections, ISessionDirectory sessions, TimeProvider time, ILogger<SessionSweep> logger) : PeriodicService(Interval, time, logger)
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

    protected override async Task TickAsync(CancellationToken stoppingToken)
    {
        var handles = connections.Handles;
        if (handles.Count == 0)
        {
            return;
        }

        var alive = await sessions.AliveAsync(handles, stoppingToken);
        foreach (var handle in handles.Where(h => !alive.Contains(h)))
        {
            await connections.EndAsync(handle, "ended");
        }

        await connections.RegroupAsync(stoppingToken);
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
            LogSkipped(Logger, exception);
        }
    }

    [LoggerMessage(730, LogLevel.Warning, "The connections of an ended session could not be closed at once")]
    private static partial void LogSkipped(ILogger logger, Exception exception);
}
