using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Session;
using Portal.Model.Certificates;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Certificates;

/// <summary>Certificates, and what may be done with them.</summary>
internal sealed class CertificatesPalette(CertificatesClient client, Texts texts) : IPaletteSource
{
    private const int Many = 200;

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<PaletteEntry> Entries, Reading Reading)> ReadAsync(TenantDto tenant, CancellationToken cancellationToken) =>
        tenant.Can(BcsOperations.DownloadCertificates.Action)
        && await client.ListAsync(tenant.Id, CertificatesFilter.All, limit: Many, cancellationToken: cancellationToken) is BcsResult<Page<CertificateDto>>.Ok { Value.Items: var items }
            ? ([.. items.SelectMany(c => Of(tenant, c))], Reading.Known)
            : ([], Reading.Known);

    private IEnumerable<PaletteEntry> Of(TenantDto tenant, CertificateDto certificate)
    {
        var whole = CertificateView.Whole(texts, certificate);
        yield return new("palette.certificate", CertificateView.Name(texts, certificate), whole, PortalUrls.Certificate(tenant.Id, certificate.Id), "certificate");
        foreach (var (change, _) in CertificateView.ChangesNow(certificate).Where(c => tenant.Can(c.Operation.Action)))
        {
            yield return new("palette.command", texts["certs.do." + change], whole, PortalUrls.Certificate(tenant.Id, certificate.Id, change), "certificate");
        }
    }
}
