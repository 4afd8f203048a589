using Bcs.Api.Consortium;

using Portal.Contracts.Consortia;
using Portal.Contracts.Session;
using Portal.Model.Consortia;

namespace Portal.Features.Consortium;

/// <summary>A company in one channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Founder">True for the company whose service has the channel; the others were invited.</param>
/// <param name="Service">Id of its service there.</param>
/// <param name="ServiceName">Name of that service, where it is known.</param>
/// <param name="Organizations">Its organisations there; those of a founder are not told.</param>
public sealed record Membership(string Channel, bool Founder, string? Service, string? ServiceName, IReadOnlyList<ConsortiumOrganization> Organizations);

/// <summary>A company that is a member of at least one channel that the tenant has to do with.</summary>
/// <param name="Key">Its account's id.</param>
/// <param name="Account">Its account.</param>
/// <param name="Name">Its name where the portal knows it, its account otherwise.</param>
/// <param name="Own">True for the tenant itself.</param>
/// <param name="Memberships">Its channels by name.</param>
public sealed record MemberCompany(string Key, string Account, string Name, bool Own, IReadOnlyList<Membership> Memberships)
{
    /// <summary>All companies that are members: those that have accepted an invitation, and those that invited them. The tenant comes first.</summary>
    /// <param name="state">What is known.</param>
    /// <param name="tenant">The tenant.</param>
    public static IReadOnlyList<MemberCompany> All(ConsortiumDto state, TenantDto tenant)
    {
        var known = state.Invitations.Select(i => i.InvitorInfo).OfType<NotificationInvitor>().Select(i => (Id: i.InvitorId, Account: i.InvitorName, Project: i.InvitorProjectId))
            .Concat(state.Invitations.Select(i => i.InviteeInfo).OfType<NotificationInvitee>().Select(i => (Id: i.InviteeId, Account: i.InviteeName, Project: i.InviteeProjectId)))
            .Concat(state.Members.Select(m => (Id: m.InvitorInfo?.InvitorUserId, Account: (string?)null, Project: m.InvitorInfo?.InvitorProjectId)))
            .Where(c => !string.IsNullOrEmpty(c.Id)).ToLookup(c => c.Id!, c => (c.Account, c.Project));

        var agreed = state.Members.Where(m => m.Status == InvitationStatuses.Agreed || (m.Status is null && m.InviteeInfo?.InviteeBcsId is { Length: > 0 })).ToList();
        var founded = agreed.DistinctBy(m => (m.InvitorInfo?.InvitorBcsId, m.ChannelName)).Select(m => (
            Key: m.InvitorInfo?.InvitorUserId ?? m.InvitorInfo?.InvitorProjectId ?? "", Account: m.InvitorInfo?.InvitorUsername,
            In: new Membership(m.ChannelName ?? "", true, m.InvitorInfo?.InvitorBcsId, m.InvitorInfo?.InvitorBcsName, [])));
        var joined = agreed.Select(m => (
            Key: m.InviteeInfo?.InviteeUserId ?? m.InviteeInfo?.InviteeUsername ?? "", Account: m.InviteeInfo?.InviteeUsername,
            In: new Membership(m.ChannelName ?? "", false, m.InviteeInfo?.InviteeBcsId, null, m.InvitedOrgs ?? [])));
        return
        [
            .. founded.Concat(joined).GroupBy(m => m.Key).Select(company =>
            {
                // Who invites is told by the person's name here, but by the account's in invitations.
                var account = company.FirstOrDefault(m => !m.In.Founder).Account ?? known[company.Key].Select(k => k.Account).FirstOrDefault(a => a is not null) ?? company.First().Account ?? "";
                var own = known[company.Key].Any(k => k.Project == tenant.ProjectId);
                return new MemberCompany(company.Key, account, own ? tenant.Name : state.Name(account), own, [.. company.Select(m => m.In).OrderBy(m => m.Channel, StringComparer.Ordinal)]);
            }).OrderBy(c => !c.Own).ThenBy(c => c.Name, StringComparer.CurrentCulture),
        ];
    }
}
