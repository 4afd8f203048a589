using Microsoft.AspNetCore.Authorization;

namespace Portal.Bff.Access;

/// <summary>Registration of authorisation by action.</summary>
internal static class AccessSlice
{
    /// <summary>Adds grants and the rules of routes. Needs the store, the audit and the tenants.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddMemoryCache();
        services.AddSingleton<IAccessEngine, AccessEngine>();
        return services.AddAccessRules();
    }

    /// <summary>Adds the rules of routes. What has none is denied.</summary>
    public static IServiceCollection AddAccessRules(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddSingleton<IAuthorizationHandler, TenantActionRule>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswers>();
        return services;
    }

    /// <summary>Refuses to start with a route for which nobody decided who may use it. Comes after all routes are mapped.</summary>
    /// <exception cref="InvalidOperationException">A route has neither a rule nor says that it is for everybody.</exception>
    public static void RequireRules(this IEndpointRouteBuilder routes)
    {
        var open = routes.DataSources.SelectMany(s => s.Endpoints)
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => e.DisplayName).ToList();
        if (open.Count > 0)
        {
            throw new InvalidOperationException($"These routes say nobody who may use them: {string.Join("; ", open)}.");
        }
    }
}
