using System.Collections.Concurrent;

using Bcs.Api.Client;

using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Access;

/// <summary>
/// Who a session belongs to. An answer is kept for a few seconds, so that a page, its circuit's handshake and its socket
/// ask once together; refusals are not kept.
/// </summary>
internal sealed class BffUserCache(BffTransport transport, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    /// <summary>The person behind a session reference.</summary>
    public async Task<BcsResult<UserInfo>> GetAsync(SessionCookie cookie)
    {
        var now = time.GetUtcNow();
        var key = cookie.Fingerprint();
        foreach (var (oldKey, old) in _entries)
        {
            if (old.Until < now)
            {
                _entries.TryRemove(new(oldKey, old));
            }
        }

        // Not the caller's token: others may be waiting for the same answer.
        var entry = _entries.GetOrAdd(key, static (_, s) => new Entry(
            new(() => BffReader.GetAsync<UserInfo>(s.Transport, s.Cookie, BffRoutes.User, CancellationToken.None)), s.Now + Lifetime),
            (Transport: transport, Cookie: cookie, Now: now));
        var result = await entry.Answer.Value;
        if (result is not BcsResult<UserInfo>.Ok)
        {
            _entries.TryRemove(new(key, entry));
        }

        return result;
    }

    private sealed record Entry(Lazy<Task<BcsResult<UserInfo>>> Answer, DateTimeOffset Until);
}
