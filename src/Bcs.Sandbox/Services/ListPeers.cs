using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>Lists the peers of a service with their channels, 5.1.16.</summary>
internal static class ListPeers
{
    public static Answer Handle(BcsCall call) => call.Service is { } service
        ? Answer.Ok(new PeerList { NodeOrgs = service.Organizations.ToDictionary(o => o.Name, o => Show(service, o)) }, service.Organizations.Count)
        : BcsFaults.ServiceUnknown;

    private static OrganizationPeers Show(ServiceState service, OrganizationState organization) => new()
    {
        OrgMspId = organization.MspId,
        OrgDomain = organization.Domain,
        Peers = Enumerable.Range(0, organization.PeerCount).ToDictionary(organization.Peer, i => new PeerNode
        {
            IpPort = NodeAddresses.Peer(service, organization, i),
            Channels = [.. service.Channels.Where(c => c.Peers.GetValueOrDefault(organization.Name)?.Contains(i) is true).Select(c => c.Name)],
        }),
    };
}
