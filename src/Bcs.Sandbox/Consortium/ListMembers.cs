using Bcs.Api.Consortium;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Consortium;

/// <summary>
/// Lists the members of the consortia that the tenant has to do with, 5.2.4: those that it has invited, in any state, and its own membership
/// together with the other members of the same channel.
/// </summary>
internal static class ListMembers
{
    public static Answer Handle(BcsCall call)
    {
        var joined = call.World.State.Invitations
            .Where(i => i.Invitee == call.Tenant.Id && i.Status == InvitationState.Agreed)
            .Select(i => (i.InvitorService, i.Channel))
            .ToHashSet();
        ConsortiumMember[] members =
        [
            .. call.World.State.Invitations.Where(i =>
                i.Invitor == call.Tenant.Id || i.Invitee == call.Tenant.Id || (i.Status == InvitationState.Agreed && joined.Contains((i.InvitorService, i.Channel))))
                .Select(i => Show(call.World.State, i)),
        ];
        return Answer.Ok(new MemberList { Members = members }, members.Length);
    }

    private static ConsortiumMember Show(WorldState world, InvitationState invitation)
    {
        var (invitor, invitee) = (world.FindTenant(invitation.Invitor)!, world.FindTenant(invitation.Invitee)!);
        return new ConsortiumMember
        {
            TcsNeed = invitation.TrustedComputing,
            ChannelName = invitation.Channel,
            Status = invitation.Status,
            InvitedOrgs = InvitedOrganizations.Of(world, invitation),
            InvitorInfo = new MemberInvitor
            {
                InvitorBcsId = invitation.InvitorService,
                InvitorBcsName = invitation.InvitorServiceName,
                InvitorProjectId = invitor.ProjectId,
                InvitorUserId = invitor.DomainId,
                InvitorUsername = invitation.InvitorUser,
            },
            InviteeInfo = new MemberInvitee
            {
                InviteeBcsId = invitation.InviteeService ?? "",
                InviteeUserId = invitee.DomainId,
                InviteeUsername = invitee.Domain,
            },
        };
    }
}
