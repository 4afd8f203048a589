using System.Collections.Concurrent;
using System.Text;

using Microsoft.Playwright;

namespace Portal.EndToEnd.Hosting;

/// <summary>Everything that came to a browser: answers with headers and decoded bodies, frames of its sockets, addresses, and pages as they were shown.</summary>
public sealed class Recording
{
    private readonly ConcurrentQueue<(string Where, byte[] Content)> _parts = new();
    private readonly ConcurrentQueue<Task> _pending = new();
    private readonly ConcurrentQueue<string> _unread = new();
    private int _answers;
    private int _frames;

    /// <summary>What was recorded, with the place it came from.</summary>
    public IReadOnlyCollection<(string Where, byte[] Content)> Parts => _parts;

    /// <summary>Answers whose body the browser no longer had.</summary>
    public IReadOnlyCollection<string> Unread => _unread;

    /// <summary>How many answers were recorded.</summary>
    public int Answers => _answers;

    /// <summary>How many frames came over sockets.</summary>
    public int Frames => _frames;

    /// <summary>Starts to record a page.</summary>
    public void Attach(IPage page)
    {
        page.Request += (_, request) => Add("address", request.Url);
        page.RequestFinished += (_, request) => _pending.Enqueue(ReadAsync(page.Context, request));
        page.FrameNavigated += (_, frame) => Add("address", frame.Url);
        page.Console += (_, message) => Add("console", message.Text);
        page.WebSocket += (_, socket) =>
        {
            Add("address", socket.Url);
            socket.FrameReceived += (_, frame) =>
            {
                Interlocked.Increment(ref _frames);
                _parts.Enqueue(($"frame of {socket.Url}", frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? "")));
            };
        };
    }

    /// <summary>Records a page as it is shown now.</summary>
    public async Task KeepAsync(IPage page) => Add($"page {page.Url}", await page.ContentAsync());

    /// <summary>Records something else.</summary>
    public void Add(string where, string content) => _parts.Enqueue((where, Encoding.UTF8.GetBytes(content)));

    /// <summary>Waits until all answers are read.</summary>
    public async Task CompleteAsync()
    {
        while (_pending.TryDequeue(out var task))
        {
            await task;
        }
    }

    private async Task ReadAsync(IBrowserContext context, IRequest request)
    {
        if (await request.ResponseAsync() is not { } response)
        {
            return;
        }

        Interlocked.Increment(ref _answers);
        foreach (var header in await response.HeadersArrayAsync())
        {
            Add($"header of {response.Status} {request.Url}", $"{header.Name}: {header.Value}");
        }

        if (response.Status is >= 300 and < 400 or 204)
        {
            return;
        }

        try
        {
            _parts.Enqueue(($"body of {response.Status} {request.Url}", await response.BodyAsync()));
        }
        catch (PlaywrightException) when (request.ResourceType is "image" or "font" or "script" or "stylesheet" or "other" && request.Method == "GET")
        {
            // A page that went away took the body of a file along, which does not change and can be asked for again.
            var again = await context.APIRequest.GetAsync(request.Url);
            _parts.Enqueue(($"body of {again.Status} {request.Url}", await again.BodyAsync()));
        }
        catch (PlaywrightException)
        {
            _unread.Enqueue($"{response.Status} {request.Method} {request.Url}");
        }
    }
}
