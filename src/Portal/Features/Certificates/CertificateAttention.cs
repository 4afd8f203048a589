using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Live;
using Portal.Model.Certificates;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Certificates;

/// <summary>Certificates that have ended or end within thirty days, unless there is a newer one of the same user.</summary>
internal sealed class CertificateAttention(CertificatesClient client, EventFeed feed, TimeProvider time, Display display, Texts texts) : IAttentionSource
{
    public bool Applies(TenantDto tenant) => tenant.Can(BcsOperations.DownloadCertificates.Action);

    public async Task<IReadOnlyList<Attention>?> ReadAsync(TenantDto tenant, CancellationToken cancellationToken) =>
        await client.ListEndingAsync(tenant.Id, cancellationToken) is BcsResult<Page<CertificateDto>>.Ok { Value.Items: var items }
            ? [.. items.Select(c => Of(tenant, c))]
            : null;

    public IDisposable Watch(TenantDto tenant, Action changed) => feed.Watch<CertificateDto>(tenant.Id, changed);

    private Attention Of(TenantDto tenant, CertificateDto certificate)
    {
        var stage = CertificateStages.Of(certificate.NotAfter, time.GetUtcNow());
        var generated = certificate.Kind == CertificateKinds.Generated;
        return new Attention(
            $"c/{certificate.Id}/{stage}", new Status(CertificateView.Kind(stage), stage == CertificateStages.Expired ? "certs.state.expired" : "certs.state.expiring"),
            $"{CertificateView.Name(texts, certificate)} · {certificate.Organization}", PortalUrls.Certificate(tenant.Id, certificate.Id),
            texts[stage == CertificateStages.Expired ? "certs.attention.expired" : "certs.attention.soon", display.Until(certificate.NotAfter!.Value), display.Date(certificate.NotAfter.Value)],
            texts[generated ? "certs.generate" : "overview.look"],
            generated
                ? PortalUrls.GenerateCertificate(tenant.Id, certificate.BlockchainId, certificate.Organization, certificate.User)
                : PortalUrls.Certificate(tenant.Id, certificate.Id))
        {
            Service = certificate.BlockchainId, About = certificate.BlockchainName ?? certificate.BlockchainId,
        };
    }
}
