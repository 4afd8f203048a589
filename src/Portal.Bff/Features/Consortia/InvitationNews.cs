using Bcs.Api.Consortium;

using Portal.Bff.Features.Notifications;
using Portal.Bff.Live;
using Portal.Contracts.Notifications;

namespace Portal.Bff.Features.Consortia;

/// <summary>What two looks at the invitations differ in, as far as somebody should know.</summary>
internal static class InvitationNews
{
    /// <summary>The news; at the first look only what waits for an answer here.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="projectId">Its project: tells which side it is on.</param>
    /// <param name="before">The earlier look, or null.</param>
    /// <param name="now">The later look.</param>
    /// <param name="at">Time of the later look.</param>
    public static IEnumerable<Notice> Between(
        string tenant, string projectId, IReadOnlyList<ConsortiumNotification>? before, IReadOnlyList<ConsortiumNotification> now, DateTimeOffset at)
    {
        var known = (before ?? []).GroupBy(Key).ToDictionary(g => g.Key, g => g.First());
        foreach (var invitation in now)
        {
            var earlier = known.GetValueOrDefault(Key(invitation));
            var received = invitation.InvitorInfo?.InvitorProjectId != projectId;
            if (earlier?.Status != invitation.Status && Kind(invitation.Status, received) is { } kind
                && (before is not null || kind == NotificationKinds.InvitationReceived))
            {
                yield return Of(tenant, kind, invitation, received, at);
            }
        }
    }

    /// <summary>An acceptance that came to nothing.</summary>
    public static Notice Of(Acceptance acceptance, DateTimeOffset at) => new()
    {
        Tenant = acceptance.Tenant, Id = "acceptance-" + acceptance.Id, Kind = NotificationKinds.AcceptanceFailed, At = at,
        Groups = [EventGroups.Consortium(acceptance.Tenant)],
        About = new() { ["channel"] = acceptance.ChannelName, ["party"] = acceptance.InvitorName ?? "", ["service"] = acceptance.ServiceName },
    };

    private static string Key(ConsortiumNotification invitation) =>
        $"{invitation.InvitorInfo?.InvitorBcsId}/{invitation.ChannelName}/{invitation.InviteeInfo?.InviteeId}";

    private static string? Kind(string? status, bool received) => status switch
    {
        InvitationStatuses.Waiting => received ? NotificationKinds.InvitationReceived : null,
        InvitationStatuses.Agreed => NotificationKinds.InvitationAgreed,
        InvitationStatuses.Rejected => received ? null : NotificationKinds.InvitationRejected,
        InvitationStatuses.Quit => received ? null : NotificationKinds.MemberLeft,
        InvitationStatuses.Released => received ? NotificationKinds.MemberReleased : null,
        _ => null,
    };

    private static Notice Of(string tenant, string kind, ConsortiumNotification invitation, bool received, DateTimeOffset at) => new()
    {
        Tenant = tenant, Id = Guid.NewGuid().ToString("N"), Kind = kind, At = at, Groups = [EventGroups.Consortium(tenant)],
        About = new()
        {
            ["channel"] = invitation.ChannelName ?? "",
            ["party"] = (received ? invitation.InvitorInfo?.InvitorName : invitation.InviteeInfo?.InviteeName) ?? "",
            ["service"] = invitation.InvitorInfo?.InvitorBcsName ?? "",
        },
    };
}
