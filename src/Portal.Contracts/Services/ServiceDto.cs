using Bcs.Api.Services;

namespace Portal.Contracts.Services;

/// <summary>A service with its last known state, as the background sync stored it.</summary>
/// <param name="Id">Service id (<c>blockchain_id</c>).</param>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Name">Name.</param>
/// <param name="Version">Counts the stored changes; a lower version is older.</param>
/// <param name="AsOf">When upstream was last asked, UTC.</param>
/// <param name="Detail">The cloud's own detail (5.1.3), or null while it could not be read.</param>
/// <param name="CreatedAt">When the service was created, UTC, or null while unknown.</param>
public sealed record ServiceDto(
    string Id, string Tenant, string Name, long Version, DateTimeOffset AsOf, ServiceDetail? Detail, DateTimeOffset? CreatedAt);

/// <summary>A service that no longer exists.</summary>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Id">Service id.</param>
public sealed record ServiceRemovedDto(string Tenant, string Id);

/// <summary>Answer of <c>GET /api/services</c>.</summary>
/// <param name="Items">Services by name.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="AsOf">When the list was last read from upstream, UTC; null if it never could be.</param>
/// <param name="Problem">Why the last attempt failed: a code of the cloud, or the kind of failure such as <c>Timeout</c>, <c>CertificateExpired</c> or <c>CredentialRefused</c>; null if it did not.</param>
public sealed record ServicePage(IReadOnlyList<ServiceDto> Items, string? Next, DateTimeOffset? AsOf, string? Problem)
{
    /// <summary>Whether it was ever read: without that, an empty list does not mean "none".</summary>
    public Reading Reading { get; init; } = Reading.Of(AsOf, Problem);
}
