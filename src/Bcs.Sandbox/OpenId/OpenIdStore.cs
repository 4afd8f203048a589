using System.Security.Cryptography;

using Microsoft.Extensions.Options;

namespace Bcs.Sandbox.OpenId;

/// <summary>Who is signed in at the provider.</summary>
/// <param name="Id">Session id, which tokens carry as <c>sid</c>.</param>
/// <param name="Tenant">Tenant of the user.</param>
/// <param name="User">Name of the user.</param>
/// <param name="At">When the password was given.</param>
internal sealed record OpenIdSession(string Id, string Tenant, string User, DateTimeOffset At)
{
    /// <summary>Clients that have got tokens in this session.</summary>
    public HashSet<string> Clients { get; } = [];
}

/// <summary>What a client asked for when it sent the browser here.</summary>
internal sealed record AuthorizeRequest(string ClientId, string RedirectUri, string? State, string? Nonce, string Challenge, string? LoginHint, DateTimeOffset Expires);

/// <summary>A code that stands for a sign-in until it is exchanged.</summary>
internal sealed record IssuedCode(AuthorizeRequest Request, OpenIdSession Session, DateTimeOffset Expires);

/// <summary>
/// What the provider remembers: clients, sessions, open requests, codes and access tokens. Lives in memory, in real time: tokens are
/// judged by the clocks of clients.
/// </summary>
internal sealed class OpenIdStore
{
    private static readonly TimeSpan RequestLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<string, OpenIdClient> _clients = [];
    private readonly Dictionary<string, OpenIdSession> _sessions = [];
    private readonly Dictionary<string, AuthorizeRequest> _requests = [];
    private readonly Dictionary<string, IssuedCode> _codes = [];
    private readonly Dictionary<string, (OpenIdSession Session, DateTimeOffset Expires)> _accessTokens = [];

    public OpenIdStore(IOptions<OpenIdOptions> options, TimeProvider time)
    {
        _time = time;
        var first = options.Value;
        Set([new OpenIdClient(first.ClientId, first.ClientSecret, first.RedirectUris, first.PostLogoutRedirectUris, first.BackchannelLogoutUri)]);
    }

    public IReadOnlyList<OpenIdClient> Clients
    {
        get
        {
            lock (_gate)
            {
                return [.. _clients.Values];
            }
        }
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Replaces the clients.</summary>
    public void Set(IEnumerable<OpenIdClient> clients)
    {
        lock (_gate)
        {
            _clients.Clear();
            foreach (var client in clients)
            {
                _clients[client.ClientId] = client;
            }
        }
    }

    public OpenIdClient? FindClient(string? id)
    {
        lock (_gate)
        {
            return id is null ? null : _clients.GetValueOrDefault(id);
        }
    }

    /// <summary>Keeps a request while its user signs in.</summary>
    public string Keep(AuthorizeRequest request)
    {
        lock (_gate)
        {
            Forget();
            var id = NewSecret();
            _requests[id] = request with { Expires = Now + RequestLifetime };
            return id;
        }
    }

    public AuthorizeRequest? FindRequest(string? id)
    {
        lock (_gate)
        {
            return id is not null && _requests.TryGetValue(id, out var request) && request.Expires > Now ? request : null;
        }
    }

    /// <summary>Takes a request that has been kept, once.</summary>
    public bool TakeRequest(string id)
    {
        lock (_gate)
        {
            return _requests.Remove(id);
        }
    }

    public OpenIdSession SignIn(string tenant, string user)
    {
        lock (_gate)
        {
            var session = new OpenIdSession(NewSecret(), tenant, user, Now);
            _sessions[session.Id] = session;
            return session;
        }
    }

    public OpenIdSession? FindSession(string? id)
    {
        lock (_gate)
        {
            return id is null ? null : _sessions.GetValueOrDefault(id);
        }
    }

    /// <summary>Sessions of a user.</summary>
    public IReadOnlyList<OpenIdSession> SessionsOf(string tenant, string user)
    {
        lock (_gate)
        {
            return [.. _sessions.Values.Where(s => s.Tenant == tenant && s.User == user)];
        }
    }

    /// <summary>Ends a session with all that hangs on it; returns the clients that have to be told.</summary>
    public IReadOnlyList<OpenIdClient> End(OpenIdSession session)
    {
        lock (_gate)
        {
            foreach (var code in _codes.Where(c => c.Value.Session == session).Select(c => c.Key).ToList())
            {
                _codes.Remove(code);
            }

            Revoke(session);
            return _sessions.Remove(session.Id) ? [.. session.Clients.Select(_clients.GetValueOrDefault).OfType<OpenIdClient>()] : [];
        }
    }

    public string IssueCode(AuthorizeRequest request, OpenIdSession session)
    {
        lock (_gate)
        {
            var code = NewSecret();
            _codes[code] = new IssuedCode(request, session, Now + CodeLifetime);
            return code;
        }
    }

    /// <summary>Takes a code, once; null if it is unknown, used or too old.</summary>
    public IssuedCode? TakeCode(string? code)
    {
        lock (_gate)
        {
            return code is not null && _codes.Remove(code, out var issued) && issued.Expires > Now && _sessions.ContainsKey(issued.Session.Id) ? issued : null;
        }
    }

    public string IssueAccessToken(OpenIdSession session, string clientId, TimeSpan lifetime)
    {
        lock (_gate)
        {
            session.Clients.Add(clientId);
            var token = NewSecret();
            _accessTokens[token] = (session, Now + lifetime);
            return token;
        }
    }

    public OpenIdSession? FindByAccessToken(string? token)
    {
        lock (_gate)
        {
            return token is not null && _accessTokens.TryGetValue(token, out var entry) && entry.Expires > Now ? entry.Session : null;
        }
    }

    // Everything that is handed out contains the mark by which leaks are found.
    private static string NewSecret() => "SBXSECRET" + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    private void Revoke(OpenIdSession session)
    {
        foreach (var token in _accessTokens.Where(t => t.Value.Session == session).Select(t => t.Key).ToList())
        {
            _accessTokens.Remove(token);
        }
    }

    private void Forget()
    {
        foreach (var old in _requests.Where(r => r.Value.Expires <= Now).Select(r => r.Key).ToList())
        {
            _requests.Remove(old);
        }

        foreach (var old in _codes.Where(c => c.Value.Expires <= Now).Select(c => c.Key).ToList())
        {
            _codes.Remove(old);
        }

        foreach (var old in _accessTokens.Where(t => t.Value.Expires <= Now).Select(t => t.Key).ToList())
        {
            _accessTokens.Remove(old);
        }
    }
}
