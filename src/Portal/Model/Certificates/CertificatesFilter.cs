using Portal.Contracts;
using Portal.Contracts.Certificates;

namespace Portal.Model.Certificates;

/// <summary>Which of a tenant's certificates are shown; each part null for all. All of it is in the address.</summary>
/// <param name="Service">Id of a service.</param>
/// <param name="Kind">One of <see cref="CertificateKinds"/>.</param>
/// <param name="State">One of <see cref="CertificateStates"/>.</param>
/// <param name="Stage">One or several of <see cref="CertificateStages"/>, separated by commas.</param>
/// <param name="Ends">Month or year in which they end: <c>yyyy-MM</c> or <c>yyyy</c>, UTC.</param>
public sealed record CertificatesFilter(string? Service, string? Kind, string? State, string? Stage, string? Ends)
{
    /// <summary>Leaves nothing out.</summary>
    public static CertificatesFilter All { get; } = new(null, null, null, null, null);

    /// <summary>True if anything is left out.</summary>
    public bool Any => this is not { Service: null or "", Kind: null or "", State: null or "", Stage: null or "", Ends: null or "" };

    /// <summary>The page that shows it.</summary>
    public string Url(string tenant, string? cursor = null) => PortalUrls.With(
        PortalUrls.Certificates(tenant), ("service", Service), ("kind", Kind), ("state", State), ("stage", Stage), ("ends", Ends), ("cursor", cursor));

    /// <summary>The same with a dialog open.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="cursor">Where the page begins, or null.</param>
    /// <param name="certificate">Certificate that it is about, or null.</param>
    /// <param name="change">One of <see cref="CertificateChanges"/>, or null to show the certificate.</param>
    public string DialogUrl(string tenant, string? cursor, string? certificate, string? change = null) =>
        PortalUrls.With(Url(tenant, cursor), ("certificate", certificate), ("do", change));

    /// <summary>Where it is read.</summary>
    public string Path(string tenant, string? cursor) => PortalUrls.With(
        BffRoutes.Certificates, ("tenant", tenant), ("blockchainId", Service), ("kind", Kind), ("state", State), ("stage", Stage), ("ends", Ends), ("cursor", cursor));

    /// <summary>Where its calendar is read: of all stages and months, so that one can go from one to the other.</summary>
    public string CalendarPath(string tenant) => PortalUrls.With(
        BffRoutes.CertificateCalendar, ("tenant", tenant), ("blockchainId", Service), ("kind", Kind), ("state", State));

    /// <summary>True if a certificate is among those that are shown.</summary>
    public bool Fits(CertificateDto certificate, DateTimeOffset now) =>
        (string.IsNullOrEmpty(Service) || certificate.BlockchainId == Service)
        && (string.IsNullOrEmpty(Kind) || certificate.Kind == Kind)
        && (string.IsNullOrEmpty(State) || certificate.State == State)
        && (string.IsNullOrEmpty(Stage) || Stage.Split(',').Contains(CertificateStages.Of(certificate.NotAfter, now)))
        && (string.IsNullOrEmpty(Ends)
            || (certificate.NotAfter is { } end && CertificateMonthDto.Of(end).StartsWith(Ends, StringComparison.Ordinal)));
}
