using Bcs.Api.Catalogue;

using Portal.Shell;

namespace Portal.Features.Overview;

/// <summary>Registers the overview.</summary>
internal static class OverviewFeature
{
    public static IServiceCollection AddOverview(this IServiceCollection services) =>
        services.AddSingleton(new PortalPage("nav.overview", "overview", "v", BcsOperations.ListServices.Action, PortalUrls.Overview) { IsRoot = true });
}
