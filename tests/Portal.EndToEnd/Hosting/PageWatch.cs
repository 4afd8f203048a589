using System.Collections.Concurrent;

using Microsoft.Playwright;

namespace Portal.EndToEnd.Hosting;

/// <summary>Notes what a page must not have: answers from 400 on, errors in the console (a breach of the content policy is one), and faults of scripts.</summary>
public sealed class PageWatch
{
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly List<string> _expected = [];

    public PageWatch(IPage page)
    {
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                Note($"{response.Status} {response.Request.Method} {response.Url}");
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Note(message.Text.StartsWith("keys only", StringComparison.Ordinal) ? message.Text : $"console: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => Note($"page: {error}");
    }

    /// <summary>What was noted and not expected.</summary>
    public IReadOnlyList<string> Troubles
    {
        get
        {
            lock (_expected)
            {
                return [.. _troubles.Where(t => !_expected.Exists(e => t.Contains(e, StringComparison.Ordinal)))];
            }
        }
    }

    /// <summary>From now on troubles with this text are part of the test.</summary>
    public void Expect(params string[] texts)
    {
        lock (_expected)
        {
            _expected.AddRange(texts);
        }
    }

    /// <summary>Fails on anything unexpected.</summary>
    public void AssertClean() => Assert.Empty(Troubles);

    private void Note(string trouble) => _troubles.Enqueue(trouble);
}
