using Portal.Bff.Live;
using Portal.Bff.Operations;
using Portal.Bff.Platform.Jobs;

namespace Portal.Bff.Features.Services;

/// <summary>Registration and mapping of the services' snapshots.</summary>
internal static class ServicesSlice
{
    /// <summary>Adds the sync. Needs <c>AddOperations</c>; comes before <c>AddJobs</c>.</summary>
    public static IServiceCollection AddServiceSnapshots(this IServiceCollection services)
    {
        services.AddTenantWork();
        services.AddSingleton<TenantSync>();
        services.AddSingleton<IConnectionReplay, ServiceReplay>();
        services.AddBackgroundJob<SyncServices>("sync-services", TimeSpan.FromSeconds(5));
        services.AddSingleton<ISignalledJob>(s => s.GetRequiredService<SyncServices>());
        services.AddSingleton<IOperationObserver>(s => s.GetRequiredService<SyncServices>());
        return services;
    }

    /// <summary>Maps <c>/api/services</c>.</summary>
    public static void MapServices(this IEndpointRouteBuilder routes) => ServiceEndpoints.Map(routes);
}
