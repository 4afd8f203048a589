using System.Collections.Concurrent;
using System.Text.Encodings.Web;

using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

using Portal.Bff.Access;
using Portal.Bff.Identity;
using Portal.Bff.Sessions;

namespace Portal.Bff.Tests.Operations;

/// <summary>Signed-in people and what they may do, set by the test.</summary>
internal sealed class People : IAccessEngine, ISessionDirectory
{
    public const string Scheme = "test";

    private readonly ConcurrentDictionary<string, PortalSession> _sessions = new();
    private readonly ConcurrentDictionary<(string User, string Tenant), HashSet<string>> _actions = new();

    public event Action<string>? Ended;

    /// <summary>What whoever has no session is there.</summary>
    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>Signs somebody in; the handle is the cookie.</summary>
    public PortalSession SignIn(string handle, string user, params string[] tenants) =>
        _sessions[handle] = new PortalSession(handle, "iam:x/" + user, user, "x", "iam", tenants);

    public void Grant(string user, string tenant, params string[] actions) => _actions[("iam:x/" + user, tenant)] = [.. actions];

    /// <summary>Ends a session here; with <paramref name="elsewhere"/> as if another instance had ended it.</summary>
    public void End(string handle, bool elsewhere = false)
    {
        _sessions.TryRemove(handle, out _);
        if (!elsewhere)
        {
            Ended?.Invoke(handle);
        }
    }

    public ValueTask<IReadOnlySet<string>> ActionsAsync(PortalSession session, string tenantId, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlySet<string>>(
            session.TenantIds.Contains(tenantId) && _actions.TryGetValue((session.UserId, tenantId), out var actions) ? actions : new HashSet<string>());

    public ValueTask<bool> IsTenantAsync(string tenantId, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public ValueTask<IReadOnlyList<string>> RolesAsync(Holder holder, string tenantId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Roles);

    public Task<IReadOnlySet<string>> AliveAsync(IReadOnlyCollection<string> handles, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(handles.Where(_sessions.ContainsKey).ToHashSet());

    internal sealed class CookieHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, People people)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Cookies["session"] is { } handle && people._sessions.TryGetValue(handle, out var session)
                ? AuthenticateResult.Success(new AuthenticationTicket(session.ToPrincipal(Scheme.Name), Scheme.Name))
                : AuthenticateResult.NoResult());
    }
}
