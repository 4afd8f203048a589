using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

using Npgsql;

namespace Portal.Bff.Tests.Hosting;

/// <summary>
/// A piece of network before PostgreSQL that knows where one message of the protocol ends and the next begins: it can be cut after a certain
/// one, whoever sent it, and it can stand still.
/// </summary>
public sealed class PostgresWire : IAsyncDisposable
{
    private const int LongestMessage = 1 << 24;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Link, byte> _open = new();
    private readonly string _host;
    private readonly int _port;
    private readonly Task _run;
    private volatile TaskCompletionSource _flows = Done();
    private volatile bool _stays;
    private volatile byte[]? _text;
    private volatile bool _gone;
    private long _left = long.MaxValue;
    private long _passed;
    private int _cuts;

    public PostgresWire(string database)
    {
        var target = new NpgsqlConnectionStringBuilder(database);
        (_host, _port) = (target.Host!, target.Port);
        _listener.Start();

        // Neither encryption is asked for, so that the first bytes are those of the protocol.
        target.Host = "127.0.0.1";
        target.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        target.SslMode = SslMode.Disable;
        target.GssEncryptionMode = GssEncryptionMode.Disable;
        ConnectionString = target.ToString();
        _run = RunAsync();
    }

    /// <summary>The way to the database that leads through here.</summary>
    public string ConnectionString { get; }

    /// <summary>Messages that have passed, in both directions.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>Connections that were cut by <see cref="CutAfter"/>.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Cuts the connection on which the n-th message from now on passes; the message itself arrives.</summary>
    /// <param name="n">From 1.</param>
    /// <param name="all">True to cut every other connection too, and each new one at once, as if the server were gone.</param>
    public void CutAfter(int n, bool all = false)
    {
        _stays = all;
        Interlocked.Exchange(ref _left, n);
    }

    /// <summary>Cuts the connection on which the server next says that it has committed, before its client can go on.</summary>
    public void CutAfterCommit()
    {
        _stays = false;
        _text = "C\0\0\0\vCOMMIT"u8.ToArray();
    }

    /// <summary>The server is gone after the next message that holds a text, such as a statement.</summary>
    public void GoneAfter(string text)
    {
        _stays = true;
        _text = System.Text.Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Cuts nothing any more.</summary>
    public void Leave()
    {
        Interlocked.Exchange(ref _left, long.MaxValue);
        _text = null;
        _gone = false;
    }

    /// <summary>Takes connections and bytes from now on, and passes none on.</summary>
    public void Freeze() => _flows = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets everything flow again, what has come in the meantime first.</summary>
    public void Thaw() => _flows.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Thaw();
        CutAll();
        await _run;
    }

    private void CutAll()
    {
        foreach (var link in _open.Keys)
        {
            link.Cut();
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                _ = LinkAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task LinkAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        using var link = new Link(client, server);
        _open[link] = 0;
        try
        {
            if (_gone)
            {
                return;
            }

            await server.ConnectAsync(_host, _port);
            await Task.WhenAny(PumpAsync(link, client, server, typed: false), PumpAsync(link, server, client, typed: true)).Unwrap();
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One end has gone; the other goes with it.
        }
        finally
        {
            _open.TryRemove(link, out _);
        }
    }

    // The client's first message has no type, every other one has.
    private async Task PumpAsync(Link link, TcpClient from, TcpClient to, bool typed)
    {
        var (source, target) = (from.GetStream(), to.GetStream());
        var head = new byte[5];
        while (true)
        {
            var length = typed ? 5 : 4;
            await source.ReadExactlyAsync(head.AsMemory(0, length));
            var size = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(length - 4)) - 4;
            if (size is < 0 or > LongestMessage)
            {
                throw new IOException("That is not PostgreSQL's protocol.");
            }

            var message = new byte[length + size];
            head.AsSpan(0, length).CopyTo(message);
            await source.ReadExactlyAsync(message.AsMemory(length));
            typed = true;
            await _flows.Task;
            await target.WriteAsync(message);
            Interlocked.Increment(ref _passed);
            if (Interlocked.Decrement(ref _left) == 0 || (_text is { } text && message.AsSpan().IndexOf(text) >= 0))
            {
                Interlocked.Increment(ref _cuts);
                _text = null;
                link.Cut();
                if (_stays)
                {
                    _gone = true;
                    CutAll();
                }

                return;
            }
        }
    }

    private sealed class Link(TcpClient client, TcpClient server) : IDisposable
    {
        public void Cut()
        {
            client.Close();
            server.Close();
        }

        public void Dispose() => client.Dispose();
    }
}
