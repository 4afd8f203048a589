using Microsoft.AspNetCore.Http.Connections;

using Portal.Bff.Access;
using Portal.Bff.Jobs;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Operations.Live;
using Portal.Contracts;

namespace Portal.Bff.Operations;

/// <summary>Registration and mapping of operation tracking and of the hub.</summary>
internal static class OperationsSlice
{
    // Clients only shake hands and answer pings.
    private const long LargestMessage = 4 * 1024;

    /// <summary>Adds the tracker, its jobs and the hub. Needs the store, the audit, sessions, access and tenant clients; comes before <c>AddJobs</c>.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddTenantWork();
        services.AddSingleton<TenantScopes>();
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

        services.AddSignalR().AddHubOptions<EventsHub>(o => o.MaximumReceiveMessageSize = LargestMessage);
        services.AddSingleton<EventGroups>();
        services.AddSingleton<HubConnections>();
        services.AddSingleton<IConnectionReplay, OperationReplay>();
        services.AddSingleton<IEventBroadcast, HubBroadcast>();
        services.AddHostedService<SessionSweep>();
        return services;
    }

    /// <summary>Maps <c>/api/operations</c> and the hub.</summary>
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        OperationEndpoints.Map(routes);

        // WebSockets only: the other transports would be requests of their own that change state.
        routes.MapHub<EventsHub>(BffRoutes.EventsHub, o =>
        {
            o.Transports = HttpTransportType.WebSockets;
            o.ApplicationMaxBufferSize = LargestMessage;
        });
    }
}
