using Bcs.Api.Catalogue;

using Portal.Bff.Access;
using Portal.Bff.Identity;

namespace Portal.Bff.Live;

/// <summary>Which groups of events exist, and which of them a session may hear.</summary>
internal sealed class EventGroups(IAccessEngine access)
{
    /// <summary>Operations of a tenant.</summary>
    public static string Operations(string tenant) => "operations:" + tenant;

    /// <summary>Services of a tenant with their detail.</summary>
    public static string Services(string tenant) => "services:" + tenant;

    /// <summary>Services of a tenant by name only, for those who may list them but not read one.</summary>
    public static string ServiceNames(string tenant) => "service-names:" + tenant;

    /// <summary>Members and invitations of a tenant.</summary>
    public static string Consortium(string tenant) => "consortium:" + tenant;

    /// <summary>What concerns one person in a tenant.</summary>
    public static string Person(string tenant, string userId) => $"person:{tenant}:{userId}";

    /// <summary>Certificates of a tenant.</summary>
    public static string Certificates(string tenant) => "certificates:" + tenant;

    /// <summary>The groups of a session, by what it may do now.</summary>
    public async Task<IReadOnlySet<string>> OfAsync(PortalSession session, CancellationToken cancellationToken)
    {
        var groups = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tenant in session.TenantIds)
        {
            var actions = await access.ActionsAsync(session, tenant, cancellationToken);
            if (actions.Contains(BcsOperations.ListOperationRecords.Action))
            {
                groups.Add(Operations(tenant));
                groups.Add(Person(tenant, session.UserId));
            }

            if (actions.Contains(BcsOperations.ListNotifications.Action) && actions.Contains(BcsOperations.ListMembers.Action))
            {
                groups.Add(Consortium(tenant));
            }

            if (actions.Contains(BcsOperations.DownloadCertificates.Action))
            {
                groups.Add(Certificates(tenant));
            }

            if (actions.Contains(BcsOperations.ListServices.Action))
            {
                groups.Add(actions.Contains(BcsOperations.GetService.Action) ? Services(tenant) : ServiceNames(tenant));
            }
        }

        return groups;
    }
}
