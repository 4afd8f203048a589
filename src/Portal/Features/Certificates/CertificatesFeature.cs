using Bcs.Api.Catalogue;

using Portal.Model.Certificates;
using Portal.Shell;

namespace Portal.Features.Certificates;

/// <summary>Registers the certificate centre, its commands and what waits there.</summary>
internal static class CertificatesFeature
{
    public static IServiceCollection AddCertificates(this IServiceCollection services) => services
        .AddSingleton(new PortalPage("nav.certificates", "certificate", "e", BcsOperations.DownloadCertificates.Action, PortalUrls.Certificates))
        .AddSingleton(new LinkNeed("certificates", "do", CertificateChanges.Generate, BcsOperations.GenerateUserCertificate))
        .AddSingleton(new LinkNeed("certificates", "do", CertificateChanges.Download, BcsOperations.DownloadCertificates))
        .AddSingleton(new LinkNeed("certificates", "do", CertificateChanges.Freeze, BcsOperations.FreezeUserCertificate))
        .AddSingleton(new LinkNeed("certificates", "do", CertificateChanges.Unfreeze, BcsOperations.UnfreezeUserCertificate))
        .AddScoped<IPaletteSource, CertificatesPalette>()
        .AddScoped<IAttentionSource, CertificateAttention>();
}
