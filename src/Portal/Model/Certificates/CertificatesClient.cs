using System.Globalization;

using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Certificates;

namespace Portal.Model.Certificates;

/// <summary>The gateway's list of the certificates that it handed out.</summary>
internal sealed class CertificatesClient(BffHttp bff)
{
    // What may be in use has to be renewed in time.
    private const string InUse = $"{CertificateStates.Active},{CertificateStates.Unclear}";
    private const int MostEnding = 50;

    /// <summary>Reads one page, those that end first.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="cursor">Where the page begins; null for the first.</param>
    /// <param name="limit">How many at most; null for the gateway's own number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<Page<CertificateDto>>> ListAsync(
        string tenant, CertificatesFilter filter, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        bff.GetAsync<Page<CertificateDto>>(PortalUrls.With(filter.Path(tenant, cursor), ("limit", limit?.ToString(CultureInfo.InvariantCulture))), cancellationToken);

    /// <summary>Reads how many end in which month.</summary>
    public Task<BcsResult<CertificateCalendarDto>> ReadCalendarAsync(string tenant, CertificatesFilter filter, CancellationToken cancellationToken) =>
        bff.GetAsync<CertificateCalendarDto>(filter.CalendarPath(tenant), cancellationToken);

    /// <summary>Reads those in use that have ended or end soon, without those that have a successor.</summary>
    public Task<BcsResult<Page<CertificateDto>>> ListEndingAsync(string tenant, CancellationToken cancellationToken) =>
        bff.GetAsync<Page<CertificateDto>>(
            PortalUrls.With(
                BffRoutes.Certificates, ("tenant", tenant), ("stage", CertificateStages.Attention), ("state", InUse), ("newest", "true"),
                ("limit", MostEnding.ToString(CultureInfo.InvariantCulture))),
            cancellationToken);

    /// <summary>Reads those in use without those that have a successor, the ones that end first.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="service">Id of one service; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<Page<CertificateDto>>> ListInUseAsync(string tenant, string? service, int limit, CancellationToken cancellationToken) =>
        bff.GetAsync<Page<CertificateDto>>(
            PortalUrls.With(
                BffRoutes.Certificates, ("tenant", tenant), ("blockchainId", service), ("state", InUse), ("newest", "true"), ("limit", limit.ToString(CultureInfo.InvariantCulture))),
            cancellationToken);

    /// <summary>Reads one.</summary>
    public Task<BcsResult<CertificateDto>> GetAsync(string tenant, string id, CancellationToken cancellationToken) =>
        bff.GetAsync<CertificateDto>(PortalUrls.With($"{BffRoutes.Certificates}/{Uri.EscapeDataString(id)}", ("tenant", tenant)), cancellationToken);
}
