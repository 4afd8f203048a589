using System.Threading.Channels;

using Microsoft.Playwright;

namespace Portal.EndToEnd.Hosting;

/// <summary>A socket whose frames arrive later than they were sent, in their order.</summary>
internal static class SlowLine
{
    /// <summary>Passes frames on in both directions.</summary>
    public static void Between(IWebSocketRoute page, IWebSocketRoute server, TimeSpan lag)
    {
        Pass(page, server, lag);
        Pass(server, page, lag);
    }

    private static void Pass(IWebSocketRoute from, IWebSocketRoute to, TimeSpan lag)
    {
        var line = Channel.CreateUnbounded<(DateTimeOffset Due, IWebSocketFrame Frame)>();
        from.OnMessage(frame => line.Writer.TryWrite((TimeProvider.System.GetUtcNow() + lag, frame)));
        _ = DeliverAsync(line.Reader, to);
    }

    private static async Task DeliverAsync(ChannelReader<(DateTimeOffset Due, IWebSocketFrame Frame)> line, IWebSocketRoute to)
    {
        await foreach (var (due, frame) in line.ReadAllAsync())
        {
            if (due - TimeProvider.System.GetUtcNow() is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest);
            }

            if (frame.Binary is { } bytes)
            {
                to.Send(bytes);
            }
            else
            {
                to.Send(frame.Text!);
            }
        }
    }
}
