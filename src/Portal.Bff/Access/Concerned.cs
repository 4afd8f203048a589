using Portal.Bff.Audit;
using Portal.Bff.Identity;

namespace Portal.Bff.Access;

/// <summary>In whose log a refusal belongs: a company sees attempts on what is its own, also those of callers who hang up at once.</summary>
internal static class Concerned
{
    private static readonly IReadOnlyList<string> Nobody = [AuditCall.PortalTenant];

    /// <summary>The log of the tenant that a signed-in person named and may not enter; the portal's own if there is no such tenant, and for everybody unknown.</summary>
    public static async ValueTask<IReadOnlyList<string>> ByAttemptAsync(HttpContext context, string? named, IAccessEngine access) =>
        PortalSession.From(context.User) is not null && named is { Length: > 0 } && await access.IsTenantAsync(named, CancellationToken.None) ? [named] : Nobody;

    /// <summary>The logs of those in whose person's name a request was forged: the tenant it names, or all of the session's.</summary>
    public static async ValueTask<IReadOnlyList<string>> ByForgeryAsync(HttpContext context, IAccessEngine access)
    {
        var named = context.Request.RouteValues["tenant"] as string ?? context.Request.Query["tenant"].ToString();
        return await ByAttemptAsync(context, named, access) is var logs && logs != Nobody ? logs
            : PortalSession.From(context.User) is { TenantIds.Count: > 0 } session ? session.TenantIds
            : Nobody;
    }
}
