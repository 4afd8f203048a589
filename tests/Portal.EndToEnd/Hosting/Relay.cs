using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.EndToEnd.Hosting;

/// <summary>A piece of network between two parts: it notes the HTTP requests that pass, and it can be cut.</summary>
public sealed partial class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _target;
    private readonly Task _run;
    private volatile bool _cut;

    public Relay(Uri target)
    {
        _target = target;
        _listener.Start();
        Url = new Uri($"http://{_listener.LocalEndpoint}");
        _run = RunAsync();
    }

    /// <summary>Where to connect instead of the target.</summary>
    public Uri Url { get; }

    /// <summary>Method and path of all requests so far, in the order of their arrival.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Ends all connections, and each new one at once, until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        _listener.Stop();
        await _run;
        _stop.Dispose();
    }

    [GeneratedRegex(@"(?:GET|HEAD|POST|PUT|PATCH|DELETE) /\S* (?=HTTP/1\.1\r\n)")]
    private static partial Regex RequestLine();

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _open[client] = 0;
        _open[server] = 0;
        try
        {
            if (!_cut)
            {
                await server.ConnectAsync(_target.Host, _target.Port, _stop.Token);
                await Task.WhenAny(PumpAsync(client, server, Note), PumpAsync(server, client, _ => { }));
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // Either side has gone, which the other is about to see.
        }
        finally
        {
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
            client.Dispose();
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Action<ReadOnlyMemory<byte>> note)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var (source, sink) = (from.GetStream(), to.GetStream());
            for (int read; (read = await source.ReadAsync(buffer, _stop.Token)) > 0;)
            {
                note(buffer.AsMemory(0, read));
                await sink.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // The connection is over; so is the other direction.
        }
    }

    private static bool IsEnd(Exception e) => e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException;

    // What a browser sends over a socket is masked, so it never looks like a request.
    private void Note(ReadOnlyMemory<byte> bytes)
    {
        foreach (Match match in RequestLine().Matches(Encoding.Latin1.GetString(bytes.Span)))
        {
            _requests.Enqueue(match.Value.TrimEnd());
        }
    }
}
