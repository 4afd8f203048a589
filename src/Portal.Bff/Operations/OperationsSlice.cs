using Portal.Bff.Access;
using Portal.Bff.Live;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Jobs;

namespace Portal.Bff.Operations;

/// <summary>Registration and mapping of operation tracking.</summary>
internal static class OperationsSlice
{
    /// <summary>Adds the tracker and its jobs. Needs the store, the audit, sessions, access, tenant clients and the hub; comes before <c>AddJobs</c>.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddTenantWork();
        services.AddSingleton<OperationStore>();
        services.AddSingleton<IOperationTracker, OperationTracker>();
        services.AddSingleton<Discovery>();
        services.AddSingleton<OpenOperations>();
        services.AddSingleton<Claims>();
        services.AddSingleton<CheckEvidence>();
        services.AddSingleton<LookBefore>();
        services.AddSingleton<SettledCalls>();
        services.AddSingleton<CheckCalls>();
        services.AddSingleton<InFlight>();
        services.AddSingleton<TenantPoll>();
        services.AddBackgroundJob<PollOperations>("poll-operations", TimeSpan.FromSeconds(1));
        services.AddSingleton<ISignalledJob>(s => s.GetRequiredService<PollOperations>());
        services.AddBackgroundJob<RecoverIntents>("recover-intents", TimeSpan.FromMinutes(1));
        services.AddSingleton<IConnectionReplay, OperationReplay>();
        return services;
    }

    /// <summary>Maps <c>/api/operations</c>.</summary>
    public static void MapOperations(this IEndpointRouteBuilder routes) => OperationEndpoints.Map(routes);
}
