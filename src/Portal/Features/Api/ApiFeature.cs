using Portal.Shell;

namespace Portal.Features.Api;

/// <summary>Registers the page about the gateway's API.</summary>
internal static class ApiFeature
{
    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services.AddSingleton(new PortalPage("nav.api", "code", "p", null, t => PortalUrls.Api(t)));
}
