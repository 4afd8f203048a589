using System.Net;
using System.Net.WebSockets;

using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

using Portal.Access;
using Portal.Contracts;

namespace Portal.Live;

/// <summary>The one hub connection of a circuit. It comes back by itself, without end, and hands everything to the feed.</summary>
internal sealed partial class HubLink(
    BffTransport transport, CircuitSession session, EventFeed feed, TimeProvider time, ILogger<HubLink> logger) : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private CancellationTokenSource? _stop;
    private Task? _run;
    private bool _started;
    private bool _wasUp;

    /// <summary>Connects, away from the circuit's dispatcher; later calls do nothing.</summary>
    public void Start()
    {
        _started = true;
        Resume();
    }

    /// <summary>Connects again after a pause; does nothing before the start.</summary>
    public void Resume()
    {
        if (_started && _run is null)
        {
            var stop = _stop = new();
            _run = Task.Run(() => RunAsync(stop.Token));
        }
    }

    /// <summary>Disconnects until it is resumed.</summary>
    public async Task PauseAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_run is { } run && _stop is { } stop)
            {
                await stop.CancelAsync();
                await run;
                stop.Dispose();
                (_run, _stop) = (null, null);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _started = false;
        await PauseAsync();
        _turn.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        var wait = TimeSpan.Zero;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(wait * (0.75 + (Random.Shared.NextDouble() * 0.5)), time, stop);
                await using var connection = Build();
                var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                connection.Closed += _ =>
                {
                    closed.TrySetResult();
                    return Task.CompletedTask;
                };
                await connection.StartAsync(stop);
                await feed.ConnectionChanged(true, _wasUp);
                (wait, _wasUp) = (TimeSpan.Zero, true);
                await closed.Task.WaitAsync(stop);
            }
            catch (SessionOverException)
            {
                await feed.EndSessionAsync();
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is WebSocketException or IOException or HttpRequestException
                or OperationCanceledException or InvalidOperationException or HubException)
            {
                LogNotConnected(exception.GetType().Name);
            }

            if (_wasUp)
            {
                await feed.ConnectionChanged(false, false);
            }

            wait = wait == TimeSpan.Zero ? TimeSpan.FromMilliseconds(200) : wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private HubConnection Build()
    {
        // No negotiation: the socket may then lead to any instance of the gateway.
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(transport.Address, BffRoutes.EventsHub), HttpTransportType.WebSockets, o =>
            {
                o.SkipNegotiation = true;
                o.WebSocketFactory = OpenAsync;
            })
            .Build();
        foreach (var kind in LiveKinds.All)
        {
            kind.Connect(connection, feed);
        }

        connection.On<string>(nameof(IPortalEvents.SessionEnded), _ => feed.EndSessionAsync());
        return connection;
    }

    // The client's own factory opens the same socket, but tells nobody which status a refusal had.
    private async ValueTask<WebSocket> OpenAsync(WebSocketConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Cookie", session.Cookie.Header);
        socket.Options.SetRequestHeader(BffHeaders.Csrf, "1");
        foreach (var (name, value) in session.Cookie.Caller.Headers())
        {
            socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await socket.ConnectAsync(context.Uri, cancellationToken);
            return socket;
        }
        catch (WebSocketException) when (socket.HttpStatusCode is HttpStatusCode.Unauthorized)
        {
            socket.Dispose();
            throw new SessionOverException();
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class SessionOverException : Exception;

    [LoggerMessage(1, LogLevel.Debug, "The event connection is down ({Reason}); trying again")]
    private partial void LogNotConnected(string reason);
}
