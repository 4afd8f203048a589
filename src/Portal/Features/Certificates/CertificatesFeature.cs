using Bcs.Api.Catalogue;

using Portal.Shell;

namespace Portal.Features.Certificates;

/// <summary>Registers the certificate centre, its commands and what waits there.</summary>
internal static class CertificatesFeature
{
    public static IServiceCollection AddCertificates(this IServiceCollection services) => services
        .AddSingleton(new PortalPage("nav.certificates", "certificate", "e", BcsOperations.DownloadCertificates.Action, PortalUrls.Certificates))
        .AddScoped<IPaletteSource, CertificatesPalette>()
        .AddScoped<IAttentionSource, CertificateAttention>();
}
