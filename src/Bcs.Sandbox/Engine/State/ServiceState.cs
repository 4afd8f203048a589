using Bcs.Api.Services;
using Bcs.Sandbox.Certificates;
using Bcs.Sandbox.Monitoring;

namespace Bcs.Sandbox.Engine.State;

/// <summary>A BCS service.</summary>
internal sealed class ServiceState
{
    public const string Normal = "Normal";
    public const string Abnormal = "Abnormal";
    public const string EipAbnormal = "EipAbnormal";
    public const string Frozen = "Freeze";
    public const string Hibernating = "Hibernation";

    /// <summary>What <see cref="Status"/> can be, as section 5.1.3 lists it.</summary>
    public static IReadOnlyList<string> Statuses { get; } = [Normal, Abnormal, EipAbnormal, Frozen, Hibernating];

    public required string Id { get; set; }

    public required string Name { get; set; }

    /// <summary>Version of the service; rises with an upgrade.</summary>
    public string Version { get; set; } = "3.0.7";

    public string FabricVersion { get; set; } = "2.2";

    /// <summary>Whether it is billed by the year or month, which the API can neither order nor change.</summary>
    public bool Yearly { get; set; }

    public required long CreatedAt { get; set; }

    /// <summary>The operation that made it; its steps are the creation status.</summary>
    public string CreationOperation { get; set; } = "";

    /// <summary>The one change that is going on, if any.</summary>
    public string? CurrentOperation { get; set; }

    /// <summary>One of <see cref="Statuses"/>, or empty before it was ever up.</summary>
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

    public IReadOnlyList<IefNode> IefNodes { get; set; } = [];

    /// <summary>Zero for a service that was made for an invited party: it uses the orderers of the inviting one.</summary>
    public int OrdererCount { get; set; }

    public required string OrdererHash { get; set; }

    public List<OrganizationState> Organizations { get; set; } = [];

    public List<ChannelState> Channels { get; set; } = [];

    /// <summary>Certificate authorities by hash of the organisation; each is made when it is first needed.</summary>
    public Dictionary<string, AuthorityState> Authorities { get; set; } = [];

    /// <summary>Incidents that monitoring shows.</summary>
    public List<IncidentState> Incidents { get; set; } = [];

    public bool IsIef => Cluster.Type == ClusterState.Ief;

    public bool IsUnion => BlockchainType == "union";

    public OrganizationState? FindOrganization(string? name) => Organizations.Find(o => o.Name == name);

    public ChannelState? FindChannel(string? name) => Channels.Find(c => c.Name == name);

    /// <summary>Domain name of an orderer.</summary>
    public string OrdererDomain(int index) => $"orderer-{OrdererHash}-{index}.orderer-{OrdererHash}.default.svc.cluster.local";
}
