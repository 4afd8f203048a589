using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Overview;
using Portal.Live;
using Portal.Resources;

namespace Portal.Features.Certificates;

/// <summary>Certificates that have ended or end within thirty days, unless there is a newer one of the same user.</summary>
internal sealed class CertificateAttention(BffHttp bff, EventFeed feed, TimeProvider time, Display display, Texts texts) : IAttentionSource
{
    private const string Most = "50";

    // What may be in use has to be renewed in time.
    private const string InUse = $"{CertificateStates.Active},{CertificateStates.Unclear}";

    public bool Applies(TenantDto tenant) => tenant.Can(BcsOperations.DownloadCertificates.Action);

    public async Task<IReadOnlyList<Attention>?> ReadAsync(TenantDto tenant, CancellationToken cancellationToken)
    {
        var path = PortalUrls.With(
            BffRoutes.Certificates, ("tenant", tenant.Id), ("stage", CertificateStages.Attention), ("state", InUse), ("newest", "true"), ("limit", Most));
        return await bff.GetAsync<Page<CertificateDto>>(path, cancellationToken) is BcsResult<Page<CertificateDto>>.Ok { Value.Items: var items }
            ? [.. items.Select(c => Of(tenant, c))]
            : null;
    }

    public IDisposable Watch(TenantDto tenant, Action changed) => feed.Subscribe(s => s.Certificate = c =>
    {
        if (c.Tenant == tenant.Id)
        {
            changed();
        }
    });

    private Attention Of(TenantDto tenant, CertificateDto certificate)
    {
        var stage = CertificateStages.Of(certificate.NotAfter, time.GetUtcNow());
        var generated = certificate.Kind == CertificateKinds.Generated;
        return new Attention(
            $"c/{certificate.Id}/{stage}", new Status(CertificateView.Kind(stage), stage == CertificateStages.Expired ? "certs.state.expired" : "certs.state.expiring"),
            CertificateView.Name(texts, certificate), PortalUrls.Certificate(tenant.Id, certificate.Id),
            texts[stage == CertificateStages.Expired ? "certs.attention.expired" : "certs.attention.soon", display.Until(certificate.NotAfter!.Value), display.Date(certificate.NotAfter.Value)],
            texts[generated ? "certs.generate" : "overview.look"],
            generated
                ? PortalUrls.GenerateCertificate(tenant.Id, certificate.BlockchainId, certificate.Organization, certificate.User)
                : PortalUrls.Certificate(tenant.Id, certificate.Id))
        {
            About = $"{certificate.Organization} · {certificate.BlockchainName ?? certificate.BlockchainId}",
        };
    }
}
