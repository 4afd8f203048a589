using Microsoft.AspNetCore.Components.Authorization;

using Portal.Contracts.Session;

namespace Portal.Access;

/// <summary>The session of one circuit, or of one page while it is made on the server: who it is and what may be done.</summary>
internal sealed class CircuitSession(AuthenticationStateProvider authentication)
{
    private SessionCookie? _cookie;

    /// <summary>The person and their tenants; null for nobody.</summary>
    public UserInfo? Info { get; private set; }

    /// <summary>How the person wants to see the portal.</summary>
    public Preferences Preferences { get; private set; } = Preferences.Default;

    /// <summary>The session reference for calls to the BFF.</summary>
    public SessionCookie Cookie => _cookie ?? throw new InvalidOperationException("There is no session.");

    /// <summary>Reads the authentication state once; the root component calls it before any page exists.</summary>
    public async Task LoadAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        if (SessionClaims.Read(state.User) is { } session)
        {
            (Info, _cookie, Preferences) = session;
        }
    }

    /// <summary>A tenant of this session, or null.</summary>
    public TenantDto? Find(string tenant) => Info?.Tenants.FirstOrDefault(t => t.Id == tenant);
}
