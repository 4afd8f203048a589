using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Live;

/// <summary>Registers the live events of a circuit.</summary>
internal static class LiveSlice
{
    public static IServiceCollection AddLiveEvents(this IServiceCollection services) =>
        services.AddScoped<EventFeed>().AddScoped<HubLink>().AddScoped<CircuitHandler, LiveCircuit>();
}
