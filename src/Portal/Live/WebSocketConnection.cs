using System.IO.Pipelines;
using System.Net.WebSockets;

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.Live;

/// <summary>A WebSocket as the duplex pipe that a hub connection reads and writes.</summary>
internal sealed class WebSocketConnection : ConnectionContext
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket;
    private readonly CancellationTokenSource _closed = new();
    private readonly Pipe _input = new();
    private readonly Pipe _output = new();
    private readonly Task _pumps;

    public WebSocketConnection(ClientWebSocket socket)
    {
        _socket = socket;
        Transport = new Duplex(_input.Reader, _output.Writer);
        ConnectionClosed = _closed.Token;
        Features.Set<ITransferFormatFeature>(new TextFormat());
        _pumps = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    public override IDuplexPipe Transport { get; set; }

    public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("N");

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override void Abort(ConnectionAbortedException abortReason) => _socket.Abort();

    public override async ValueTask DisposeAsync()
    {
        await _output.Writer.CompleteAsync();
        try
        {
            await _pumps.WaitAsync(CloseTimeout);
        }
        catch (Exception exception) when (exception is TimeoutException or WebSocketException or OperationCanceledException)
        {
            _socket.Abort();
        }

        _socket.Dispose();
        _closed.Dispose();
        await base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(_input.Writer.GetMemory(4096), CancellationToken.None);
                if (received.MessageType is WebSocketMessageType.Close)
                {
                    break;
                }

                _input.Writer.Advance(received.Count);
                if ((await _input.Writer.FlushAsync()).IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            error = exception;
        }

        await _input.Writer.CompleteAsync(error);
        await _closed.CancelAsync();
        _output.Reader.CancelPendingRead();
    }

    private async Task SendAsync()
    {
        while (true)
        {
            var read = await _output.Reader.ReadAsync();
            foreach (var part in read.Buffer)
            {
                if (part.Length > 0 && _socket.State is WebSocketState.Open)
                {
                    await _socket.SendAsync(part, WebSocketMessageType.Text, true, CancellationToken.None);
                }
            }

            _output.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || read.IsCanceled)
            {
                break;
            }
        }

        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class TextFormat : ITransferFormatFeature
    {
        public TransferFormat SupportedFormats => TransferFormat.Text | TransferFormat.Binary;

        public TransferFormat ActiveFormat { get; set; } = TransferFormat.Text;
    }
}
