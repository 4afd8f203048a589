using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Bff.Tests.Operations;

/// <summary>A browser's connection to the hub, over a real WebSocket, that keeps what it hears.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private readonly HubConnection _connection;

    private HubClient(HubConnection connection)
    {
        _connection = connection;
        connection.On<OperationDto>(nameof(IPortalEvents.OperationChanged), Operations.Enqueue);
        connection.On<ServiceDto>(nameof(IPortalEvents.ServiceChanged), Services.Enqueue);
        connection.On<ServiceRemovedDto>(nameof(IPortalEvents.ServiceRemoved), Removed.Enqueue);
        connection.On<CertificateDto>(nameof(IPortalEvents.CertificateChanged), Certificates.Enqueue);
        connection.On<ConsortiumDto>(nameof(IPortalEvents.ConsortiumChanged), Consortia.Enqueue);
        connection.On<NotificationDto>(nameof(IPortalEvents.NotificationAdded), Notifications.Enqueue);
        connection.On<string>(nameof(IPortalEvents.SessionEnded), Farewells.Enqueue);
    }

    public ConcurrentQueue<OperationDto> Operations { get; } = new();

    public ConcurrentQueue<ServiceDto> Services { get; } = new();

    public ConcurrentQueue<ServiceRemovedDto> Removed { get; } = new();

    public ConcurrentQueue<CertificateDto> Certificates { get; } = new();

    public ConcurrentQueue<ConsortiumDto> Consortia { get; } = new();

    public ConcurrentQueue<NotificationDto> Notifications { get; } = new();

    public ConcurrentQueue<string> Farewells { get; } = new();

    public HubConnectionState State => _connection.State;

    /// <summary>Connects with a session's cookie, or without one.</summary>
    public static Task<HubClient> ConnectAsync(Uri server, string? handle) =>
        ConnectAsync(server, handle is null ? [] : new() { ["Cookie"] = "session=" + handle });

    /// <summary>Connects with these headers, and with a query if need be.</summary>
    public static async Task<HubClient> ConnectAsync(Uri server, Dictionary<string, string> headers, string query = "")
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(new UriBuilder(new Uri(server, BffRoutes.EventsHub + query)) { Scheme = "ws" }.Uri));
        builder.Services.AddSingleton<IConnectionFactory>(new Factory(headers));
        var client = new HubClient(builder.Build());
        await client._connection.StartAsync();
        return client;
    }

    public Task SendAsync(string method, params object?[] arguments) => _connection.InvokeCoreAsync(method, arguments);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private sealed class Factory(Dictionary<string, string> headers) : IConnectionFactory
    {
        public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            var socket = new ClientWebSocket();
            foreach (var (name, value) in headers)
            {
                socket.Options.SetRequestHeader(name, value);
            }

            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
            return new Connection(socket);
        }
    }

    private sealed class Connection : ConnectionContext
    {
        private readonly ClientWebSocket _socket;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _pumps;

        public Connection(ClientWebSocket socket)
        {
            _socket = socket;
            var (toApp, toWire) = (new Pipe(), new Pipe());
            Transport = new Duplex(toApp.Reader, toWire.Writer);
            _pumps = Task.WhenAll(ReceiveAsync(toApp.Writer), SendAsync(toWire.Reader));
        }

        public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("N");

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

        public override IDuplexPipe Transport { get; set; }

        public override void Abort(ConnectionAbortedException abortReason) => _stop.Cancel();

        public override async ValueTask DisposeAsync()
        {
            await Transport.Output.CompleteAsync();
            await Transport.Input.CompleteAsync();
            _stop.CancelAfter(TimeSpan.FromSeconds(2));
            await _pumps;
            _socket.Dispose();
            _stop.Dispose();
            await base.DisposeAsync();
        }

        private async Task ReceiveAsync(PipeWriter output)
        {
            Exception? error = null;
            try
            {
                while (true)
                {
                    var received = await _socket.ReceiveAsync(output.GetMemory(4096), _stop.Token);
                    if (received.MessageType == WebSocketMessageType.Close)
                    {
                        break;
                    }

                    output.Advance(received.Count);
                    if ((await output.FlushAsync(_stop.Token)).IsCompleted)
                    {
                        break;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // Closed from this side.
            }
            catch (WebSocketException exception)
            {
                error = exception;
            }

            await output.CompleteAsync(error);
        }

        private async Task SendAsync(PipeReader input)
        {
            try
            {
                while (true)
                {
                    var read = await input.ReadAsync(_stop.Token);
                    foreach (var part in read.Buffer)
                    {
                        await _socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
                    }

                    input.AdvanceTo(read.Buffer.End);
                    if (read.IsCompleted)
                    {
                        break;
                    }
                }

                if (_socket.State is WebSocketState.Open)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", _stop.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException)
            {
                // The receiving side reports how the connection ended.
            }

            await input.CompleteAsync();
        }

        private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
    }
}
