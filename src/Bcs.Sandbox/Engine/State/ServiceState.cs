using Bcs.Api.Services;

namespace Bcs.Sandbox.Engine.State;

/// <summary>A BCS service.</summary>
internal sealed class ServiceState
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public required long CreatedAt { get; set; }

    /// <summary>The operation that made it; its steps are the creation status.</summary>
    public required string CreationOperation { get; set; }

    /// <summary>The one change that is going on, if any.</summary>
    public string? CurrentOperation { get; set; }

    /// <summary><c>Normal</c>, <c>Abnormal</c>, or empty before it was ever up.</summary>
    public string Status { get; set; } = "";

    /// <summary>0 in progress, 1 done, 2 failed.</summary>
    public int DeployStatus { get; set; }

    public long VersionType { get; set; }

    public required string BlockchainType { get; set; }

    public required string Consensus { get; set; }

    public required string SignAlgorithm { get; set; }

    public required string DatabaseType { get; set; }

    public string CouchUser { get; set; } = "";

    public required string VolumeType { get; set; }

    public bool UseEip { get; set; }

    public string Address { get; set; } = "";

    public required ClusterState Cluster { get; set; }

    public required BlockInfo Block { get; set; }

    public bool TrustedComputing { get; set; }

    public bool Restful { get; set; }

    public bool Invitee { get; set; }

    public long IefDeployMode { get; set; }

    public int OrdererCount { get; set; }

    public required string OrdererHash { get; set; }

    public List<OrganizationState> Organizations { get; set; } = [];

    public List<ChannelState> Channels { get; set; } = [];

    public bool IsIef => Cluster.Type == ClusterState.Ief;
}
