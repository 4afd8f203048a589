using Portal.Contracts;

namespace Portal.Bff.Live;

/// <summary>
/// Tells a new connection what changed shortly before it was in its groups, so that a page which was read a moment earlier
/// misses nothing. What the page knows already carries no newer version, and is dropped there.
/// </summary>
internal interface IConnectionReplay
{
    /// <summary>How far back a replay reaches: longer than any page takes from its reading to its connection.</summary>
    static readonly TimeSpan Reach = TimeSpan.FromMinutes(1);

    /// <summary>Sends what is recent in one tenant, as far as the groups allow.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="groups">Groups that the connection is in.</param>
    /// <param name="caller">The new connection.</param>
    /// <param name="cancellationToken">Cancelled when it closes.</param>
    Task ReplayAsync(string tenant, IReadOnlySet<string> groups, IPortalEvents caller, CancellationToken cancellationToken);
}
