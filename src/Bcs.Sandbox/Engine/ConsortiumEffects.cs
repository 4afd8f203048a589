using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>What operations do to invitations and to the channels that the invited side has by them.</summary>
internal static class ConsortiumEffects
{
    /// <summary>The invited service takes part in the channel with all peers of its organisations.</summary>
    public static void Joined(WorldState world, ServiceState service, OperationState operation, long at)
    {
        if (world.FindInvitation(operation.Invitation!) is not { } invitation)
        {
            return;
        }

        invitation.IsJoining = false;
        SetStatus(invitation, InvitationState.Agreed, at);
        service.Channels.Add(new ChannelState
        {
            Name = invitation.Channel,
            Description = world.FindService(invitation.Invitor, invitation.InvitorService)?.FindChannel(invitation.Channel)?.Description ?? "",
            CreatedAt = at,
            Invitation = invitation.Id,
            Peers = operation.Organizations.ToDictionary(o => o.Name, o => Enumerable.Range(0, o.PeerCount).ToList()),
        });
    }

    /// <summary>The acceptance came to nothing: the invitation waits again.</summary>
    public static void NotJoined(WorldState world, OperationState operation)
    {
        if (world.FindInvitation(operation.Invitation!) is { } invitation)
        {
            invitation.IsJoining = false;
            invitation.InviteeService = null;
            invitation.InviteeServiceName = "";
            invitation.Organizations = [];
        }
    }

    /// <summary>The invited party has left by itself.</summary>
    public static void Left(WorldState world, ServiceState service, OperationState operation, long at)
    {
        service.Channels.RemoveAll(c => c.Invitation == operation.Invitation);
        if (world.FindInvitation(operation.Invitation!) is { } invitation)
        {
            SetStatus(invitation, InvitationState.Quit, at);
        }
    }

    /// <summary>The inviting party has removed an organisation of another one; without any the membership is over.</summary>
    public static void Expelled(WorldState world, ServiceState invitor, string channel, OrganizationState organization, long at)
    {
        foreach (var invitation in world.InvitationsOf(invitor, channel).Where(i => i.Status == InvitationState.Agreed))
        {
            var service = world.FindService(invitation.Invitee, invitation.InviteeService)!;
            if (service.FindOrganization(organization.Name)?.Hash != organization.Hash)
            {
                continue;
            }

            var joined = service.Channels.Find(c => c.Invitation == invitation.Id)!;
            joined.Peers.Remove(organization.Name);
            if (joined.Peers.Count == 0)
            {
                service.Channels.Remove(joined);
                SetStatus(invitation, InvitationState.Released, at);
            }
        }
    }

    /// <summary>A channel has been deleted: what was open is released.</summary>
    public static void ChannelGone(WorldState world, ServiceState invitor, string channel, long at) => Release(world, world.InvitationsOf(invitor, channel), at);

    /// <summary>A service has been deleted: it leaves what it had joined, and what it had invited to is released.</summary>
    public static void ServiceGone(WorldState world, ServiceState service, long at)
    {
        Release(world, world.Invitations.Where(i => i.InvitorService == service.Id), at);
        foreach (var invitation in world.Invitations.Where(i => i.InviteeService == service.Id && i.Status == InvitationState.Agreed))
        {
            SetStatus(invitation, InvitationState.Quit, at);
        }
    }

    private static void Release(WorldState world, IEnumerable<InvitationState> invitations, long at)
    {
        foreach (var invitation in invitations.Where(i => i.IsOpen))
        {
            world.FindService(invitation.Invitee, invitation.InviteeService)?.Channels.RemoveAll(c => c.Invitation == invitation.Id);
            SetStatus(invitation, InvitationState.Released, at);
        }
    }

    private static void SetStatus(InvitationState invitation, string status, long at)
    {
        invitation.Status = status;
        invitation.UpdatedAt = at;
    }
}
