using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Portal.Testing;

/// <summary>
/// Ports for processes that cannot be asked which port they took. They lie below those that systems give to whoever asks for any, or for a connection:
/// one that a process gives back for a moment is there when it comes again. No two test processes on a machine are given the same.
/// </summary>
public static class FreePort
{
    private const int First = 10240;
    private const int End = 32768;

    private static readonly Lock Choosing = new();

    // The file of a port is open for as long as this process lives, and with it nobody else's.
    private static readonly Dictionary<int, FileStream> Taken = [];

    /// <summary>Whether the port is some test process's.</summary>
    public static bool IsTaken(int port)
    {
        using var file = TryTake(PathOf(port));
        return file is null;
    }

    /// <summary>A loopback TCP port that nothing listens on and that no test process has been given.</summary>
    public static int Next()
    {
        lock (Choosing)
        {
            while (true)
            {
                var port = Random.Shared.Next(First, End);
                if (!Taken.ContainsKey(port) && TryTake(PathOf(port)) is { } file)
                {
                    if (IsFree(port))
                    {
                        Taken[port] = file;
                        return port;
                    }

                    file.Dispose();
                }
            }
        }
    }

    private static string PathOf(int port) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"portal-test-ports-{Environment.UserName}")).FullName, port.ToString(CultureInfo.InvariantCulture));

    private static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
