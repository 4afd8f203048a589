using Bcs.Api.Catalogue;

using Portal.Access;
using Portal.Contracts.Session;

namespace Portal.Components.Layout;

/// <summary>A page that the rail, the palette and the keys lead to.</summary>
/// <param name="TextKey">Key of its name.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Jump">Letter that leads to it after <c>g</c>.</param>
/// <param name="Action">What somebody must be allowed to see it, or null.</param>
/// <param name="Url">Its address in a tenant.</param>
internal sealed record PortalPage(string TextKey, string Icon, string Jump, string? Action, Func<string, string> Url)
{
    /// <summary>Other pages have addresses that begin with its own.</summary>
    public bool IsRoot { get; init; }
}

/// <summary>The pages of a tenant in their order.</summary>
internal static class PortalPages
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<PortalPage> All { get; } =
    [
        new("nav.overview", "overview", "v", BcsOperations.ListServices.Action, PortalUrls.Overview) { IsRoot = true },
        new("nav.services", "services", "s", BcsOperations.ListServices.Action, PortalUrls.Services),
        new("nav.monitoring", "monitoring", "m", BcsOperations.ListServices.Action, t => PortalUrls.Monitoring(t)),
        new("nav.consortium", "consortium", "c", BcsOperations.ListNotifications.Action, t => PortalUrls.Consortium(t)),
        new("nav.certificates", "certificate", "e", BcsOperations.DownloadCertificates.Action, t => PortalUrls.Certificates(t)),
        new("nav.operations", "operations", "o", BcsOperations.ListOperationRecords.Action, t => PortalUrls.Operations(t)),
        new("nav.audit", "audit", "a", null, t => PortalUrls.Audit(t)),
        new("nav.api", "code", "p", null, t => PortalUrls.Api(t)),
    ];

    /// <summary>Those that somebody may see.</summary>
    public static IEnumerable<PortalPage> For(TenantDto tenant) => All.Where(p => p.Action is null || tenant.Can(p.Action));
}
