namespace Bcs.Sandbox.Engine.State;

/// <summary>A peer organisation of a service.</summary>
/// <param name="Name">Name that the request gave.</param>
/// <param name="Hash">40 hexadecimal digits; differs between services for the same name.</param>
/// <param name="PeerCount">Number of peers.</param>
internal sealed record OrganizationState(string Name, string Hash, int PeerCount)
{
    /// <summary>Most peers that an organisation can have.</summary>
    public const int MostPeers = 5;

    /// <summary>Node port of its first peer; the others follow.</summary>
    public int FirstNodePort { get; init; }

    /// <summary>Claim of the storage that its peers use.</summary>
    public string PvcName { get; init; } = "";

    /// <summary>Membership service provider id.</summary>
    public string MspId => $"{Hash}MSP";

    /// <summary>Domain under which its peers are.</summary>
    public string Domain => $"peer-{Hash}.default.svc.cluster.local";

    /// <summary>Short name of a peer, as it stands in channel and peer lists.</summary>
    public string Peer(int index) => $"peer-{Hash}-{index}";

    /// <summary>Full domain name of a peer, as it stands in the service detail.</summary>
    public string PeerDomain(int index) => $"{Peer(index)}.{Domain}";
}
