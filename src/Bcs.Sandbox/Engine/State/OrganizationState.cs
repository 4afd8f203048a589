namespace Bcs.Sandbox.Engine.State;

/// <summary>A peer organisation of a service.</summary>
/// <param name="Name">Name that the request gave.</param>
/// <param name="Hash">40 hexadecimal digits; differs between services for the same name.</param>
/// <param name="PeerCount">Number of peers.</param>
internal sealed record OrganizationState(string Name, string Hash, int PeerCount)
{
    /// <summary>Short name of a peer, as it stands in channel and peer lists.</summary>
    public string Peer(int index) => $"peer-{Hash}-{index}";

    /// <summary>Full domain name of a peer, as it stands in the service detail.</summary>
    public string PeerDomain(int index) => $"{Peer(index)}.peer-{Hash}.default.svc.cluster.local";
}
