using Bcs.Api.Channels;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Channels;

/// <summary>Adds peers to one channel, 5.1.7: so many more of each organisation, lowest index first.</summary>
internal static class AddChannelPeers
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (call.Read<AddPeersToChannelRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if ((CheckForm(request) ?? call.RefuseChange(service)) is { } refusal)
        {
            return refusal;
        }

        var asked = request.ChannelPeers![0];
        if (service.FindChannel(asked.ChannelName) is not { } channel)
        {
            return BcsFaults.InvalidChannelName;
        }

        if (Check(asked.Peers!, service, channel) is { } fault)
        {
            return fault;
        }

        var id = call.Begin(service, OperationKind.AddChannelPeers, p => p.AddChannelPeers(channel.Name, [.. asked.Peers!.Keys]), o =>
        {
            o.Channel = channel.Name;
            o.ChannelPeers = asked.Peers!;
        });
        return Answer.Ok(new AddPeersToChannelResponse { OperationId = id });
    }

    private static BcsFault? CheckForm(AddPeersToChannelRequest request) => request.ChannelPeers switch
    {
        null or [] or [null] => BcsFaults.Missing("channel_peers"),
        { Count: > 1 } => BcsFaults.Parameter("channel_peers", "must name one channel only"),
        [{ ChannelName: null or "" }] => BcsFaults.Missing("channel_peers.channel_name"),
        [{ Peers: null or { Count: 0 } }] => BcsFaults.Missing("channel_peers.peers"),
        _ => null,
    };

    private static BcsFault? Check(IReadOnlyDictionary<string, int> peers, ServiceState service, ChannelState channel)
    {
        foreach (var (name, count) in peers)
        {
            // With another organisation than those of the acceptance nobody has agreed.
            if (service.FindOrganization(name) is not { } organization || (channel.Invitation is not null && !channel.Peers.ContainsKey(name)))
            {
                return BcsFaults.Organization(name);
            }

            var free = organization.PeerCount - (channel.Peers.GetValueOrDefault(name)?.Count ?? 0);
            if (count < 1 || count > free)
            {
                return BcsFaults.Parameter("channel_peers.peers", $"{name} has {free} peers that are not in the channel");
            }
        }

        return null;
    }
}
