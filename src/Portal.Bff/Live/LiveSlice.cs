using Microsoft.AspNetCore.Http.Connections;

using Portal.Contracts;

namespace Portal.Bff.Live;

/// <summary>Registration and mapping of the hub.</summary>
internal static class LiveSlice
{
    // Clients only shake hands and answer pings.
    private const long LargestMessage = 4 * 1024;

    /// <summary>Adds the hub, its groups and what announces to them. Needs sessions and access.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR().AddHubOptions<EventsHub>(o => o.MaximumReceiveMessageSize = LargestMessage);
        services.AddSingleton<EventGroups>();
        services.AddSingleton<HubConnections>();
        services.AddSingleton<IEventBroadcast, HubBroadcast>();
        services.AddHostedService<SessionSweep>();
        return services;
    }

    /// <summary>Maps the hub. WebSockets only: the other transports would be requests of their own that change state.</summary>
    public static void MapLive(this IEndpointRouteBuilder routes) => routes.MapHub<EventsHub>(BffRoutes.EventsHub, o =>
    {
        o.Transports = HttpTransportType.WebSockets;
        o.ApplicationMaxBufferSize = LargestMessage;
    });
}
