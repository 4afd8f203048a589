using Portal.Access;
using Portal.Contracts.Session;

namespace Portal.Shell;

/// <summary>The pages of a tenant in their order.</summary>
/// <param name="pages">What the features registered.</param>
internal sealed class PortalPages(IEnumerable<PortalPage> pages)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<PortalPage> All { get; } = [.. pages];

    /// <summary>Those that somebody may see.</summary>
    public IEnumerable<PortalPage> For(TenantDto tenant) => All.Where(p => p.Action is null || tenant.Can(p.Action));
}
