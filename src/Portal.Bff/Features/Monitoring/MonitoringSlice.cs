namespace Portal.Bff.Features.Monitoring;

/// <summary>Registration and mapping of what is known of all services' alarms.</summary>
internal static class MonitoringSlice
{
    /// <summary>Adds the alarms. Needs <c>AddIam</c> and <c>AddAccess</c>.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services.AddSingleton<AlarmBoards>();

    /// <summary>Maps <c>/api/alarms</c>.</summary>
    public static void MapMonitoring(this IEndpointRouteBuilder routes) => AlarmEndpoints.Map(routes);
}
