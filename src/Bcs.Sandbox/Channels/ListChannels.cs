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

        return Answer.Ok(new ChannelList { Channels = [.. service.Channels.Select(c => Show(service, c))] }, service.Channels.Count);
    }

    private static Channel Show(ServiceState service, ChannelState channel)
    {
        var members = service.Organizations.Where(o => channel.Peers.ContainsKey(o.Name)).ToList();
        return new Channel
        {
            Name = channel.Name,
            Description = channel.Description,
            CreateTime = WireTimes.Seconds(channel.CreatedAt),
            Consensus = service.Consensus,
            Peers = members.ToDictionary(o => o.Name, o => (IReadOnlyList<string>)[.. channel.Peers[o.Name].Select(o.Peer)]),
            ConsensusNodes = members.Take(1).ToDictionary(o => o.Name, o => (IReadOnlyList<string>)[.. channel.Peers[o.Name].Take(1).Select(o.Peer)]),
        };
    }
}
