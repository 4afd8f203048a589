using Portal.Bff.Gateway;
using Portal.Bff.Live;
using Portal.Bff.Operations;
using Portal.Bff.Platform.Jobs;

namespace Portal.Bff.Features.Consortia;

/// <summary>Registration and mapping of members, invitations and acceptances.</summary>
internal static class ConsortiaSlice
{
    /// <summary>Adds the sync. Needs <c>AddOperations</c> and <c>AddNotifications</c>; comes before <c>AddJobs</c>.</summary>
    public static IServiceCollection AddConsortia(this IServiceCollection services)
    {
        services.AddTenantWork();
        services.AddSingleton<AcceptanceRunner>();
        services.AddSingleton<ConsortiumSync>();
        services.AddSingleton<IConnectionReplay, ConsortiumReplay>();
        services.AddBackgroundJob<SyncConsortia>("sync-consortia", TimeSpan.FromSeconds(3));
        services.AddSingleton<ISignalledJob>(s => s.GetRequiredService<SyncConsortia>());
        services.AddSingleton<ConsortiaDue>();
        services.AddSingleton<IOperationObserver>(s => s.GetRequiredService<ConsortiaDue>());
        services.AddSingleton<IAnswerObserver>(s => s.GetRequiredService<ConsortiaDue>());
        return services;
    }

    /// <summary>Maps <c>/api/consortia</c>.</summary>
    public static void MapConsortia(this IEndpointRouteBuilder routes)
    {
        ConsortiumEndpoints.Map(routes);
        AcceptanceEndpoints.Map(routes);
    }
}
