using Microsoft.AspNetCore.WebUtilities;

using Portal.Access;
using Portal.Contracts.Session;

namespace Portal.Shell;

/// <summary>Tells of an address what its reader lacks.</summary>
/// <param name="needs">What the features registered.</param>
/// <param name="pages">The pages, which need an action of their own.</param>
internal sealed class LinkNeeds(IEnumerable<LinkNeed> needs, PortalPages pages)
{
    // What is registered for a page says more than the page of the rail above it.
    private readonly IReadOnlyList<LinkNeed> _all =
    [
        .. needs.Where(n => n.OfPage),
        .. pages.All.Where(p => p.Action is not null).Select(p => new LinkNeed(Below(p.Url("x"))!, null, null, p.Action!, p.TextKey)),
        .. needs.Where(n => !n.OfPage),
    ];

    /// <summary>What of a page or of what an address asks for there the person may not do; null if nothing is missing.</summary>
    /// <param name="tenant">Tenant of the address, with what the person may do in it.</param>
    /// <param name="address">Path and query, without the leading slash.</param>
    public LinkNeed? Missing(TenantDto tenant, string address)
    {
        var parts = address.Split('#')[0].Split('?', 2);
        var query = QueryHelpers.ParseQuery(parts.ElementAtOrDefault(1));
        return Below(parts[0]) is not { } page ? null : _all.FirstOrDefault(n => Fits(n, page)
            && (n.Query is null || (query.TryGetValue(n.Query, out var value) && (n.Value is null || value == n.Value))) && !tenant.Can(n.Action));
    }

    // A page of the rail stands for those below it as well, the root for itself alone.
    private static bool Fits(LinkNeed need, string page)
    {
        var (wanted, given) = (need.Page.Split('/'), page.Split('/'));
        return (wanted.Length == given.Length || (need.OfPage && need.Page.Length > 0 && wanted.Length < given.Length))
            && wanted.Zip(given).All(p => p.First == "*" || p.First.Equals(p.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static string? Below(string path) => path.Trim('/').Split('/', 3) switch { ["t", _] => "", ["t", _, var rest] => rest, _ => null };
}
