using Bcs.Api.Consortium;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Consortium;

/// <summary>Lists invitations sent and received, 5.2.3, newest first.</summary>
internal static class ListNotifications
{
    private const long No = 0;
    private const long Yes = 1;

    public static Answer Handle(BcsCall call)
    {
        ConsortiumNotification[] notifications =
        [
            .. call.World.State.Invitations.Where(i => i.Invitor == call.Tenant.Id || i.Invitee == call.Tenant.Id)
                .OrderByDescending(i => i.UpdatedAt)
                .Select(i => Show(call.World.State, i)),
        ];
        return Answer.Ok(new NotificationList { Notifications = notifications }, notifications.Length);
    }

    private static ConsortiumNotification Show(WorldState world, InvitationState invitation) => new()
    {
        ChannelName = invitation.Channel,
        Status = invitation.Status,
        UpdatedTime = WireTimes.Seconds(invitation.UpdatedAt),
        Tc3Need = invitation.TrustedComputing,
        InvitorInfo = Invitor(world.FindTenant(invitation.Invitor)!, world.FindService(invitation.Invitor, invitation.InvitorService), invitation),
        InviteeInfo = Invitee(world.FindTenant(invitation.Invitee)!, invitation),
        Hide = No,
        InviteeOrgs = InvitedOrganizations.Of(world, invitation),
        ReadStatus = invitation.Status == InvitationState.Waiting && !invitation.IsJoining ? No : Yes,
        CrossVersionUpgrade = "",
    };

    /// <summary>The inviting party; what only its service knows is missing when that is gone.</summary>
    private static NotificationInvitor Invitor(TenantState tenant, ServiceState? service, InvitationState invitation) => new()
    {
        InvitorId = tenant.DomainId,
        InvitorName = invitation.InvitorUser,
        InvitorBcsId = invitation.InvitorService,
        InvitorBcsName = invitation.InvitorServiceName,
        InvitorConsensus = service?.Consensus,
        InvitorProjectId = tenant.ProjectId,
        InvitorClusterType = service?.Cluster.Type,
        InvitorDatabaseType = service?.DatabaseType,
        InvitorSignatureAlgorithm = service?.SignAlgorithm,
        InvitorFabricVersion = service?.FabricVersion,
        OrderFadeEnabled = false,
        OrderFadeCache = 0,
    };

    private static NotificationInvitee Invitee(TenantState tenant, InvitationState invitation) => new()
    {
        InviteeId = tenant.DomainId,
        InviteeName = tenant.Domain,
        InviteeBcsName = invitation.InviteeServiceName,
        InviteeBcsId = invitation.InviteeService ?? "",
        InviteeProjectId = tenant.ProjectId,
    };
}
