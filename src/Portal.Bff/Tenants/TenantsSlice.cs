using Microsoft.Extensions.Options;

using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Tenants;

/// <summary>Registration of the tenants and their import from configuration.</summary>
internal static class TenantsSlice
{
    /// <summary>Adds the tenants. Comes before <c>AddJobs</c>.</summary>
    public static IServiceCollection AddTenants(this IServiceCollection services)
    {
        services.AddSettings<TenantsOptions>();
        services.AddSingleton<IValidateOptions<TenantsOptions>, PlainUpstreamRule>();
        services.AddSingleton<TenantDirectory>();
        services.AddBackgroundJob<TenantRetirement>("retired-tenants", TimeSpan.FromMinutes(1));
        services.AddHostedService<ConfiguredTenants>();
        return services;
    }
}
