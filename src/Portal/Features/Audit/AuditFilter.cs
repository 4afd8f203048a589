using Portal.Contracts;
using Portal.Resources;

namespace Portal.Features.Audit;

/// <summary>What the audit list shows, as the address carries it.</summary>
/// <param name="Actor">Name or id of a person or job.</param>
/// <param name="Action">Catalogue id or action.</param>
/// <param name="Outcome">An outcome.</param>
/// <param name="From">From this moment on, in the reader's zone, as <c>yyyy-MM-ddTHH:mm</c>.</param>
/// <param name="To">Before this moment, likewise.</param>
/// <param name="Q">Free text.</param>
/// <param name="Background">Also what the portal reads by itself.</param>
public sealed record AuditFilter(string? Actor, string? Action, string? Outcome, string? From, string? To, string? Q, bool Background)
{
    /// <summary>True if it leaves anything out.</summary>
    public bool Any => new[] { Actor, Action, Outcome, From, To, Q }.Any(v => !string.IsNullOrEmpty(v));

    /// <summary>The page with this filter.</summary>
    public string PageUrl(string tenant, string? cursor = null, string? record = null) => PortalUrls.With(
        PortalUrls.Audit(tenant),
        ("actor", Actor), ("action", Action), ("outcome", Outcome), ("from", From), ("to", To), ("q", Q), ("background", Background ? "true" : null),
        ("cursor", cursor), ("record", record));

    /// <summary>The request that reads a page.</summary>
    public string ApiPath(string tenant, string? cursor, TimeZoneInfo zone) => PortalUrls.With(
        BffRoutes.Audit,
        ("tenant", tenant), ("actor", Actor), ("action", Action), ("outcome", Outcome), ("from", LocalTime.Utc(LocalTime.From(From, zone))), ("to", LocalTime.Utc(LocalTime.To(To, zone))), ("q", Q),
        ("background", Background ? "true" : null), ("cursor", cursor));
}
