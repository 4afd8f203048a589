using System.Globalization;
using System.Net.Sockets;

namespace Bcs.Sandbox.Tests.Iam;

/// <summary>A request as bytes, which no client has made proper.</summary>
internal static class RawCall
{
    /// <summary>Sends a request that asks to close the connection, and returns the whole answer.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="head">Request line and headers, without the empty line.</param>
    /// <param name="body">The body.</param>
    public static async Task<string> SendAsync(Uri address, byte[] head, byte[] body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync((byte[])[.. head, .. "\r\n\r\n"u8]);
        await stream.WriteAsync(body);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Status of an answer.</summary>
    public static int Status(string answer) => int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
}
