using Microsoft.AspNetCore.Authorization;

namespace Portal.Bff.Access;

/// <summary>A route's rule: the session acts in the tenant that the request names, and has the action there.</summary>
/// <param name="Operation">Name of the portal's operation, for the record of a refusal.</param>
/// <param name="Action">The action that a request needs, or null if a session in the tenant is enough.</param>
/// <param name="Tenant">The tenant that a request names, empty for none: then the session must have exactly one.</param>
internal sealed record TenantActionRequirement(string Operation, Func<HttpContext, string?> Action, Func<HttpContext, string> Tenant) : IAuthorizationRequirement;

/// <summary>Rules for groups of routes.</summary>
internal static class TenantActions
{
    /// <summary>Only with a grant of an action in the tenant of <c>?tenant=</c>.</summary>
    /// <param name="builder">Route or group.</param>
    /// <param name="operation">Name of the portal's operation, for the record of a refusal.</param>
    /// <param name="action">The action, or null if a session in the tenant is enough.</param>
    public static T RequireTenantAction<T>(this T builder, string operation, string? action)
        where T : IEndpointConventionBuilder => builder.RequireTenantAction(operation, _ => action, Named);

    /// <summary>Only with a grant of the action that the request itself tells.</summary>
    /// <param name="builder">Route or group.</param>
    /// <param name="operation">Name of the portal's operation, for the record of a refusal.</param>
    /// <param name="action">The action of a request, or null if a session in the tenant is enough.</param>
    /// <param name="tenant">The tenant that a request names; <c>?tenant=</c> if left out.</param>
    public static T RequireTenantAction<T>(this T builder, string operation, Func<HttpContext, string?> action, Func<HttpContext, string>? tenant = null)
        where T : IEndpointConventionBuilder
    {
        var requirement = new TenantActionRequirement(operation, action, tenant ?? Named);
        builder.RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(requirement).Build()).WithMetadata(requirement);
        return builder;
    }

    /// <summary>The tenant of <c>?tenant=</c>, empty for none.</summary>
    public static string Named(HttpContext context) => context.Request.Query["tenant"].ToString();
}
