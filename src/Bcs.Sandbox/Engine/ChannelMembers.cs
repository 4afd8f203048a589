using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>An organisation in a channel.</summary>
/// <param name="Organization">The organisation.</param>
/// <param name="Peers">Indexes of its peers in the channel.</param>
/// <param name="Service">The service that it belongs to.</param>
internal sealed record ChannelMember(OrganizationState Organization, IReadOnlyList<int> Peers, ServiceState Service);

/// <summary>Who is in a channel, across tenants.</summary>
internal static class ChannelMembers
{
    /// <summary>The organisations of the service itself first, then those of the others in the order in which these were invited.</summary>
    public static IReadOnlyList<ChannelMember> Of(WorldState world, ServiceState service, ChannelState channel) =>
        [.. Own(service, channel), .. Parts(world, service, channel).Where(p => p.Service != service).SelectMany(p => Own(p.Service, p.Channel))];

    /// <summary>Whether anyone else takes part in a channel.</summary>
    public static bool IsShared(WorldState world, ServiceState service, ChannelState channel) =>
        channel.Invitation is not null || world.InvitationsOf(service, channel.Name).Any(i => i.Status == InvitationState.Agreed);

    /// <summary>Services of others that are or will be in a channel together with this one, now.</summary>
    public static IEnumerable<(TenantState Tenant, ServiceState Service)> Partners(WorldState world, ServiceState service)
    {
        foreach (var invitation in world.Invitations.Where(i => (i.InvitorService == service.Id || i.InviteeService == service.Id) && (i.IsJoining || i.Status == InvitationState.Agreed)))
        {
            var (tenant, id) = invitation.InvitorService == service.Id
                ? (invitation.Invitee, invitation.InviteeService)
                : (invitation.Invitor, invitation.InvitorService);
            if (world.FindService(tenant, id) is { } partner)
            {
                yield return (world.FindTenant(tenant)!, partner);
            }
        }
    }

    private static IEnumerable<ChannelMember> Own(ServiceState service, ChannelState channel) =>
        service.Organizations.Where(o => channel.Peers.ContainsKey(o.Name)).Select(o => new ChannelMember(o, channel.Peers[o.Name], service));

    private static IEnumerable<(ServiceState Service, ChannelState Channel)> Parts(WorldState world, ServiceState service, ChannelState channel)
    {
        var owner = channel.Invitation is null
            ? service
            : world.FindInvitation(channel.Invitation) is { } own ? world.FindService(own.Invitor, own.InvitorService) : null;
        if (owner?.FindChannel(channel.Name) is not { } shared)
        {
            yield break;
        }

        yield return (owner, shared);
        foreach (var invitation in world.InvitationsOf(owner, channel.Name).Where(i => i.Status == InvitationState.Agreed))
        {
            var member = world.FindService(invitation.Invitee, invitation.InviteeService);
            if (member?.Channels.Find(c => c.Invitation == invitation.Id) is { } joined)
            {
                yield return (member, joined);
            }
        }
    }
}
