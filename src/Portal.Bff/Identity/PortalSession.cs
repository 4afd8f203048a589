using System.Security.Claims;

namespace Portal.Bff.Identity;

/// <summary>A signed-in browser, as the cookie's ticket in the store describes it.</summary>
/// <param name="Handle">Name of the session in audit, hub and lists; useless as a cookie.</param>
/// <param name="UserId">Stable id of the person.</param>
/// <param name="UserName">Name to show.</param>
/// <param name="Domain">IAM domain, or null.</param>
/// <param name="Provider"><c>iam</c> or the provider's name.</param>
/// <param name="TenantIds">Tenants this session may act in.</param>
internal sealed record PortalSession(
    string Handle, string UserId, string UserName, string? Domain, string Provider, IReadOnlyList<string> TenantIds)
{
    /// <summary>Ids of the provider's groups in which the person was at sign-in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Tenants in which the person has a role and that could not be entered at sign-in.</summary>
    public IReadOnlyList<ShutTenant> Shut { get; init; } = [];

    /// <summary>To whom its roles are given.</summary>
    public Holder Holder => new(UserId, Groups);

    /// <summary>True if the cloud does not know the person, so that the session acts by the credential of each tenant.</summary>
    public bool ActsByTenant => Provider != UserIds.IamProvider;

    private const string HandleClaim = "portal:session";
    private const string DomainClaim = "portal:domain";
    private const string ProviderClaim = "portal:provider";
    private const string TenantClaim = "portal:tenant";
    private const string GroupClaim = "portal:group";
    private const string ShutClaim = "portal:shut";

    /// <summary>The session of a signed-in principal, or null.</summary>
    public static PortalSession? From(ClaimsPrincipal? principal) =>
        principal?.FindFirstValue(HandleClaim) is { } handle && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } user
            ? new PortalSession(
                handle, user, principal.Identity?.Name ?? user, principal.FindFirstValue(DomainClaim),
                principal.FindFirstValue(ProviderClaim) ?? UserIds.IamProvider, Values(principal, TenantClaim))
            {
                Groups = Values(principal, GroupClaim), Shut = [.. Values(principal, ShutClaim).Select(ShutTenant.Parse)],
            }
            : null;

    /// <summary>The principal that stands for this session.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(HandleClaim, Handle));
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, UserId));
        identity.AddClaim(new Claim(ClaimTypes.Name, UserName));
        identity.AddClaim(new Claim(ProviderClaim, Provider));
        if (Domain is not null)
        {
            identity.AddClaim(new Claim(DomainClaim, Domain));
        }

        identity.AddClaims(TenantIds.Select(t => new Claim(TenantClaim, t)));
        identity.AddClaims(Groups.Select(g => new Claim(GroupClaim, g)));
        identity.AddClaims(Shut.Select(s => new Claim(ShutClaim, s.ToString())));
        return new ClaimsPrincipal(identity);
    }

    private static List<string> Values(ClaimsPrincipal principal, string claim) => [.. principal.FindAll(claim).Select(c => c.Value)];
}
