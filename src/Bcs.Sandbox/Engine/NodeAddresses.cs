using System.Globalization;

using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>Where the nodes of a service answer: by domain name inside of its cluster, by its EIP and a node port outside.</summary>
internal static class NodeAddresses
{
    public const int PeerPort = 7051;
    public const int OrdererPort = 7050;

    /// <summary>Node port of the first peer of a service's first organisation.</summary>
    public const int FirstPeerNodePort = 30605;

    /// <summary>Node port of the first orderer; the others follow.</summary>
    public const int FirstOrdererNodePort = 30805;
    private const int AgentNodePort = 30603;

    /// <summary>The node port at which the next organisation of a service starts; those of removed ones are not used again.</summary>
    public static int NextPeerNodePort(ServiceState service) =>
        service.Organizations.Select(o => o.FirstNodePort + OrganizationState.MostPeers).DefaultIfEmpty(FirstPeerNodePort).Max();

    /// <summary>EIP and node port of a peer; empty without an EIP.</summary>
    public static string Peer(ServiceState service, OrganizationState organization, int index) => Outside(service, organization.FirstNodePort + index);

    /// <summary>EIP and node port of an orderer; empty without an EIP.</summary>
    public static string Orderer(ServiceState service, int index) => Outside(service, FirstOrdererNodePort + index);

    /// <summary>EIP and node port of the agent; empty without an EIP.</summary>
    public static string Agent(ServiceState service) => Outside(service, AgentNodePort);

    private static string Outside(ServiceState service, int port) =>
        service.UseEip ? string.Create(CultureInfo.InvariantCulture, $"{service.Address}:{port}") : "";
}
