using Bcs.Api.Consortium;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Consortium;

/// <summary>The organisations with which an invited party joins, as lists of notifications and members show them.</summary>
internal static class InvitedOrganizations
{
    private const string Joining = "IsAdding";

    public static IReadOnlyList<ConsortiumOrganization> Of(WorldState world, InvitationState invitation)
    {
        var service = world.FindService(invitation.Invitee, invitation.InviteeService);
        var channel = invitation.Status == InvitationState.Agreed ? service?.Channels.Find(c => c.Invitation == invitation.Id) : null;
        return
        [
            .. invitation.Organizations.Where(o => channel is null || channel.Peers.ContainsKey(o.Name)).Select(o => new ConsortiumOrganization
            {
                Name = o.Name,
                NameHash = o.Hash,
                NodeCount = channel?.Peers[o.Name].Count ?? o.PeerCount,
                Status = invitation.IsJoining ? Joining : "",
                StatusDetail = "",
            }),
        ];
    }
}
