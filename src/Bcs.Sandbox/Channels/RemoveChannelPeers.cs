using Bcs.Api.Channels;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Channels;

/// <summary>Removes peers of one organisation from a channel, 5.1.20, highest index first. The last one goes with 5.1.8 only.</summary>
internal static class RemoveChannelPeers
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (call.Read<RemovePeersRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if ((CheckForm(request) ?? call.RefuseChange(service)) is { } refusal)
        {
            return refusal;
        }

        if (service.FindChannel(call.Value("channel_id")) is not { } channel)
        {
            return BcsFaults.InvalidChannelName;
        }

        var name = request.OrgName!;
        if (Check(name, request.Peers!.Value, service, channel) is { } fault)
        {
            return fault;
        }

        var id = call.Begin(service, OperationKind.RemoveChannelPeers, p => p.RemoveChannelPeers(channel.Name, name), o =>
        {
            o.Channel = channel.Name;
            o.ChannelPeers = new Dictionary<string, int> { [name] = request.Peers.Value };
        });
        return Answer.Ok(new RemovePeersResponse { OperationId = id });
    }

    private static BcsFault? CheckForm(RemovePeersRequest request) => request switch
    {
        { OrgName: null or "" } => BcsFaults.Missing("org_name"),
        { Peers: null } => BcsFaults.Missing("peers"),
        { Peers: < 0 } => BcsFaults.Parameter("peers", "must not be negative"),
        _ => null,
    };

    private static BcsFault? Check(string name, int count, ServiceState service, ChannelState channel)
    {
        if (service.FindOrganization(name) is null || !channel.Peers.TryGetValue(name, out var joined))
        {
            return BcsFaults.Organization(name);
        }

        return count switch
        {
            _ when count > joined.Count => BcsFaults.Parameter("peers", $"must be at most {joined.Count}"),
            > 0 when count == joined.Count => BcsFaults.StillInChannel("Its last peer leaves together with the organization."),
            _ => null,
        };
    }
}
