using Bcs.Api.Consortium;

using Portal.Bff.Tenants;

namespace Portal.Bff.Features.Consortia;

/// <summary>Which companies a tenant may know by name.</summary>
internal static class CompanyNames
{
    /// <summary>Names by account: the tenant's own, and those of companies that are members with it or have invited it.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="invitations">Its invitations.</param>
    /// <param name="members">Its memberships.</param>
    /// <param name="tenants">All tenants of the portal.</param>
    public static IReadOnlyDictionary<string, string> Of(Tenant tenant, IEnumerable<ConsortiumNotification> invitations, IEnumerable<ConsortiumMember> members, IEnumerable<Tenant> tenants)
    {
        var accounts = new HashSet<string?>(StringComparer.Ordinal) { tenant.Domain };
        foreach (var invitation in invitations)
        {
            if (invitation.InvitorInfo?.InvitorProjectId != tenant.ProjectId)
            {
                accounts.Add(invitation.InvitorInfo?.InvitorName);
            }
            else if (invitation.Status == InvitationStatuses.Agreed)
            {
                accounts.Add(invitation.InviteeInfo?.InviteeName);
            }
        }

        accounts.UnionWith(members.Where(m => m.Status == InvitationStatuses.Agreed).Select(m => m.InviteeInfo?.InviteeUsername));
        return tenants.Where(t => accounts.Contains(t.Domain)).OrderBy(t => t.Id == tenant.Id ? 0 : 1).ThenBy(t => t.Id, StringComparer.Ordinal)
            .DistinctBy(t => t.Domain).ToDictionary(t => t.Domain, t => t.Name);
    }
}
