using Portal.Contracts;
using Portal.Shell;

namespace Portal.Features.Administration;

/// <summary>Registers the administrators' page.</summary>
internal static class AdministrationFeature
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) =>
        services.AddSingleton(new PortalPage("nav.admin", "admin", "d", PortalActions.AdministrationRead, PortalUrls.Administration));
}
