using Bcs.Api.Catalogue;

using Portal.Shell;

namespace Portal.Features.Monitoring;

/// <summary>Registers monitoring and what waits there.</summary>
internal static class MonitoringFeature
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton(new PortalPage("nav.monitoring", "monitoring", "m", BcsOperations.ListServices.Action, PortalUrls.Monitoring))
        .AddScoped<IAttentionSource, AlarmAttention>();
}
