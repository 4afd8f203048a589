using Bcs.Api.Channels;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Channels;

/// <summary>Lists the channels of a service, 5.1.6: by organisation name and short peer name, unlike 5.1.3.</summary>
internal static class ListChannels
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        return Answer.Ok(new ChannelList { Channels = [.. service.Channels.Select(c => Show(call.World, service, c))] }, service.Channels.Count);
    }

    private static Channel Show(SandboxWorld world, ServiceState service, ChannelState channel)
    {
        var peers = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (organization, indexes, _) in ChannelMembers.Of(world.State, service, channel))
        {
            // Organisations of other tenants may have the same name.
            var key = peers.ContainsKey(organization.Name) ? organization.Hash : organization.Name;
            peers.Add(key, [.. indexes.Select(organization.Peer)]);
        }

        return new Channel
        {
            Name = channel.Name,
            Description = channel.Description,
            CreateTime = WireTimes.Seconds(channel.CreatedAt),
            Consensus = service.Consensus,
            Peers = peers,
            ConsensusNodes = peers.Take(1).ToDictionary(p => p.Key, p => (IReadOnlyList<string>)[.. p.Value.Take(1)]),
        };
    }
}
