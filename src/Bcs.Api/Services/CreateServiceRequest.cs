using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Body of creating a service. BCS API Reference 5.1.1.</summary>
public sealed record CreateServiceRequest
{
    /// <summary>Name. Matches ^[A-Za-z0-9][A-Za-z0-9-]{3,23}$. Mandatory.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Version type. One of: 4, 2. Mandatory.</summary>
    [JsonPropertyName("version_type")]
    public long? VersionType { get; init; }

    /// <summary>Fabric version. Known values: 2.2, 1.4. Default: 2.2.</summary>
    [JsonPropertyName("fabric_version")]
    public string? FabricVersion { get; init; }

    /// <summary>Blockchain type. One of: union, private. Default: private.</summary>
    [JsonPropertyName("blockchain_type")]
    public string? BlockchainType { get; init; }

    /// <summary>Consensus. One of: SOLO, SFLIC, etcdraft.</summary>
    [JsonPropertyName("consensus")]
    public string? Consensus { get; init; }

    /// <summary>Sign algorithm. One of: ECDSA, sm2.</summary>
    [JsonPropertyName("sign_algorithm")]
    public string? SignAlgorithm { get; init; }

    /// <summary>Enterprise project ID. Mandatory.</summary>
    [JsonPropertyName("enterprise_project_id")]
    public string? EnterpriseProjectId { get; init; }

    /// <summary>Volume type. One of: evs, nfs, efs.</summary>
    [JsonPropertyName("volume_type")]
    public string? VolumeType { get; init; }

    /// <summary>EVS disk type. One of: SATA, SAS, SSD.</summary>
    [JsonPropertyName("evs_disk_type")]
    public string? EvsDiskType { get; init; }

    /// <summary>Organisation disk size. Range: 100 to …. Unit: GB.</summary>
    [JsonPropertyName("org_disk_size")]
    public long? OrgDiskSize { get; init; }

    /// <summary>Database type. One of: goleveldb, couchdb.</summary>
    [JsonPropertyName("database_type")]
    public string? DatabaseType { get; init; }

    /// <summary>Resource password. Secret. Mandatory.</summary>
    [JsonPropertyName("resource_password")]
    public string? ResourcePassword { get; init; }

    /// <summary>Orderer node number.</summary>
    [JsonPropertyName("orderer_node_number")]
    public long? OrdererNodeNumber { get; init; }

    /// <summary>Whether: use EIP.</summary>
    [JsonPropertyName("use_eip")]
    public bool? UseEip { get; init; }

    /// <summary>Bandwidth size.</summary>
    [JsonPropertyName("bandwidth_size")]
    public long? BandwidthSize { get; init; }

    /// <summary>Cluster type. Known values: cce. Mandatory.</summary>
    [JsonPropertyName("cluster_type")]
    public string? ClusterType { get; init; }

    /// <summary>Whether: create new cluster. Mandatory.</summary>
    [JsonPropertyName("create_new_cluster")]
    public bool? CreateNewCluster { get; init; }

    /// <summary>CCE cluster info.</summary>
    [JsonPropertyName("cce_cluster_info")]
    public CceClusterInfo? CceClusterInfo { get; init; }

    /// <summary>CCE create info.</summary>
    [JsonPropertyName("cce_create_info")]
    public CceCreateInfo? CceCreateInfo { get; init; }

    /// <summary>IEF deploy mode. One of: 0, 1.</summary>
    [JsonPropertyName("ief_deploy_mode")]
    public long? IefDeployMode { get; init; }

    /// <summary>IEF nodes info.</summary>
    [JsonPropertyName("ief_nodes_info")]
    public IReadOnlyList<IefNode>? IefNodesInfo { get; init; }

    /// <summary>Peer organisations.</summary>
    [JsonPropertyName("peer_orgs")]
    public IReadOnlyList<OrgPeer>? PeerOrgs { get; init; }

    /// <summary>Channels.</summary>
    [JsonPropertyName("channels")]
    public IReadOnlyList<NewServiceChannel>? Channels { get; init; }

    /// <summary>Couchdb info.</summary>
    [JsonPropertyName("couchdb_info")]
    public CouchDb? CouchdbInfo { get; init; }

    /// <summary>Turbo info.</summary>
    [JsonPropertyName("turbo_info")]
    public TurboInfo? TurboInfo { get; init; }

    /// <summary>Block info.</summary>
    [JsonPropertyName("block_info")]
    public BlockInfo? BlockInfo { get; init; }

    /// <summary>Kafka create info.</summary>
    [JsonPropertyName("kafka_create_info")]
    public KafkaCreateInfo? KafkaCreateInfo { get; init; }

    /// <summary>Whether: TC3 need.</summary>
    [JsonPropertyName("tc3_need")]
    public bool? Tc3Need { get; init; }

    /// <summary>Whether: restful api support.</summary>
    [JsonPropertyName("restful_api_support")]
    public bool? RestfulApiSupport { get; init; }

    /// <summary>Whether: invitee.</summary>
    [JsonPropertyName("is_invitee")]
    public bool? IsInvitee { get; init; }

    /// <summary>Invitor infos.</summary>
    [JsonPropertyName("invitor_infos")]
    public InvitorInfos? InvitorInfos { get; init; }
}
