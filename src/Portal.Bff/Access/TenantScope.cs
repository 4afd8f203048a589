using Portal.Bff.Identity;

namespace Portal.Bff.Access;

/// <summary>What a request may work in: the session acts in this tenant and has the action of the route. Handlers take it as a parameter.</summary>
/// <param name="Session">Who asks.</param>
/// <param name="Tenant">Tenant id, one of the session's.</param>
/// <param name="Actions">Everything the session may do there.</param>
internal sealed record TenantScope(PortalSession Session, string Tenant, IReadOnlySet<string> Actions)
{
    /// <summary>The scope that the rule of the route granted before its handler was called.</summary>
    /// <exception cref="InvalidOperationException">The route has no <see cref="TenantActions.RequireTenantAction{T}(T, string, string?)"/>.</exception>
    public static ValueTask<TenantScope> BindAsync(HttpContext context) =>
        context.Features.Get<TenantScope>() is { } scope
            ? ValueTask.FromResult(scope)
            : throw new InvalidOperationException($"{context.GetEndpoint()?.DisplayName} takes a scope that no rule grants.");
}
