using Bcs.Api.Consortium;

namespace Portal.Contracts.Consortia;

/// <summary>Everything a tenant has to do with consortia, as the background sync stored it; the same in the API and in <c>ConsortiumChanged</c>.</summary>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Version">Counts the stored changes; a lower version is older.</param>
/// <param name="AsOf">When upstream was last asked, UTC; null if it never could be.</param>
/// <param name="Problem">Why the last attempt failed: a code of the cloud, or the kind of failure; null if it did not.</param>
/// <param name="Invitations">Invitations sent and received, 5.2.3.</param>
/// <param name="Members">Memberships, 5.2.4.</param>
/// <param name="Acceptances">Acceptances that wait for a service to be created, and those that ended lately.</param>
public sealed record ConsortiumDto(
    string Tenant, long Version, DateTimeOffset? AsOf, string? Problem, IReadOnlyList<ConsortiumNotification> Invitations,
    IReadOnlyList<ConsortiumMember> Members, IReadOnlyList<AcceptanceDto> Acceptances)
{
    /// <summary>
    /// Names of companies by their accounts, as far as the portal knows them: the tenant's own, and those of companies that are members with it or
    /// have invited it. A company that was only invited is not named, so that an invitation finds out nothing about an account.
    /// </summary>
    public IReadOnlyDictionary<string, string> Companies { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it was ever read: without that, an empty list does not mean "none".</summary>
    public Reading Reading { get; init; } = Reading.Of(AsOf, Problem);
}
