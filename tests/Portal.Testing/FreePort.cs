using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Portal.Testing;

/// <summary>Ports for processes that cannot be asked which port they took.</summary>
public static class FreePort
{
    private static readonly ConcurrentDictionary<int, byte> Given = new();

    /// <summary>A loopback TCP port that nothing listens on and that this process has not been given before.</summary>
    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Given.TryAdd(port, 0))
            {
                return port;
            }
        }
    }
}
