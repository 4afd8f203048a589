using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Portal.Bff.Tests.Hosting;

/// <summary>Requests as raw bytes, for what a well-behaved client would mend on its own.</summary>
public static class RawHttp
{
    /// <summary>Sends a GET with exactly this target and returns the status.</summary>
    public static Task<int> GetStatusAsync(Uri server, string target, string cookie) =>
        StatusOfAsync(server, $"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");

    /// <summary>Sends bytes and returns the status of the answer.</summary>
    public static async Task<int> StatusOfAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return int.Parse((await reader.ReadLineAsync())!.Split(' ', 3)[1], CultureInfo.InvariantCulture);
    }
}
