using System.Collections.Concurrent;

namespace Portal.Access;

/// <summary>
/// Hands what a page read while it was made on the server to the circuit that makes it again, so that nothing is fetched twice.
/// Only a random id goes through the browser; the data stays here for a few seconds, is given out once, and only to the same
/// session. A circuit that finds nothing, on another host or too late, reads for itself.
/// </summary>
internal sealed class Handover(TimeProvider time)
{
    private const int MostBags = 2000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Bag> _bags = new();

    /// <summary>Opens a bag for a page; null while too many are open.</summary>
    public (string Id, HandoverBag Answers)? Open(SessionCookie cookie)
    {
        var now = time.GetUtcNow();
        foreach (var (oldId, old) in _bags)
        {
            if (old.Until < now)
            {
                _bags.TryRemove(oldId, out _);
            }
        }

        if (_bags.Count >= MostBags)
        {
            return null;
        }

        var id = Guid.NewGuid().ToString("N");
        var answers = new HandoverBag();
        _bags[id] = new Bag(answers, cookie.Fingerprint(), now + Lifetime);
        return (id, answers);
    }

    /// <summary>Takes a bag out; null if it is gone or belongs to another session.</summary>
    public HandoverBag? Take(string id, SessionCookie cookie) =>
        _bags.TryRemove(id, out var bag) && bag.Until >= time.GetUtcNow() && bag.Session == cookie.Fingerprint() ? bag.Answers : null;

    private sealed record Bag(HandoverBag Answers, string Session, DateTimeOffset Until);
}

/// <summary>Answers by their path, each given out once.</summary>
internal sealed class HandoverBag
{
    private readonly ConcurrentDictionary<string, object> _answers = new();

    public void Put(string path, object answer) => _answers[path] = answer;

    public T? Take<T>(string path)
        where T : class =>
        _answers.TryRemove(path, out var answer) ? answer as T : null;
}
