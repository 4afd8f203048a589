using System.Text.Json.Serialization;

using Bcs.Api.Json;

namespace Bcs.Api.Services;

/// <summary>Identity, version, mechanisms and status of a service. BCS API Reference 5.1.3.</summary>
public sealed record ServiceBasicInfo
{
    /// <summary>ID.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Name. Matches ^[A-Za-z0-9][A-Za-z0-9-]{3,23}$.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Version.</summary>
    [JsonPropertyName("version")]
    public string? Version { get; init; }

    /// <summary>Service type. One of: union, private.</summary>
    [JsonPropertyName("service_type")]
    public string? ServiceType { get; init; }

    /// <summary>Purchase type. One of: onestep, normal, "".</summary>
    [JsonPropertyName("purchase_type")]
    public string? PurchaseType { get; init; }

    /// <summary>Sign algorithm. One of: ECDSA, SM2.</summary>
    [JsonPropertyName("sign_algorithm")]
    public string? SignAlgorithm { get; init; }

    /// <summary>Consensus. One of: solo, sflic, kafka, etcdraft.</summary>
    [JsonPropertyName("consensus")]
    public string? Consensus { get; init; }

    /// <summary>Charging mode. One of: 1.</summary>
    [JsonPropertyName("charging_mode")]
    public long? ChargingMode { get; init; }

    /// <summary>Version type. Known values: 4, 2, 3.</summary>
    [JsonPropertyName("version_type")]
    public long? VersionType { get; init; }

    /// <summary>Database type. One of: goleveldb, couchdb.</summary>
    [JsonPropertyName("database_type")]
    public string? DatabaseType { get; init; }

    /// <summary>Cluster ID.</summary>
    [JsonPropertyName("cluster_id")]
    public string? ClusterId { get; init; }

    /// <summary>Cluster name.</summary>
    [JsonPropertyName("cluster_name")]
    public string? ClusterName { get; init; }

    /// <summary>Cluster type. One of: CCE, ief, "".</summary>
    [JsonPropertyName("cluster_type")]
    public string? ClusterType { get; init; }

    /// <summary>Cluster AZ. One of: yes, no, "".</summary>
    [JsonPropertyName("cluster_az")]
    public string? ClusterAz { get; init; }

    /// <summary>Created time.</summary>
    [JsonPropertyName("created_time")]
    public string? CreatedTime { get; init; }

    /// <summary>Deploy type. One of: create, invite, "".</summary>
    [JsonPropertyName("deploy_type")]
    public string? DeployType { get; init; }

    /// <summary>Whether: order fade enabled.</summary>
    [JsonPropertyName("order_fade_enabled")]
    [JsonAlias("order_fade_enable")]
    public bool? OrderFadeEnabled { get; init; }

    /// <summary>Whether: cross region.</summary>
    [JsonPropertyName("is_cross_region")]
    public bool? IsCrossRegion { get; init; }

    /// <summary>Whether: support rollback.</summary>
    [JsonPropertyName("is_support_rollback")]
    public bool? IsSupportRollback { get; init; }

    /// <summary>Whether: support restful.</summary>
    [JsonPropertyName("is_support_restful")]
    public bool? IsSupportRestful { get; init; }

    /// <summary>Whether: support TC3.</summary>
    [JsonPropertyName("is_support_tc3")]
    public bool? IsSupportTc3 { get; init; }

    /// <summary>Whether: old service.</summary>
    [JsonPropertyName("is_old_service")]
    public bool? IsOldService { get; init; }

    /// <summary>Old service version.</summary>
    [JsonPropertyName("old_service_version")]
    public string? OldServiceVersion { get; init; }

    /// <summary>Agent portal addresses.</summary>
    [JsonPropertyName("agent_portal_addrs")]
    [JsonAlias("agent_portal_addr")]
    public IReadOnlyList<string>? AgentPortalAddrs { get; init; }

    /// <summary>Status. Known values: Normal, Abnormal, EipAbnormal, Freeze, Hibernation.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Process status. One of: IsCreating, IsUpgrading, IsScaling, IsDeleting, IsAdding, "".</summary>
    [JsonPropertyName("process_status")]
    public string? ProcessStatus { get; init; }

    /// <summary>Order status. One of: 0, 1, 2.</summary>
    [JsonPropertyName("order_status")]
    public long? OrderStatus { get; init; }

    /// <summary>Order fade cache.</summary>
    [JsonPropertyName("order_fade_cache")]
    public long? OrderFadeCache { get; init; }

    /// <summary>Deploy status. One of: 0, 1, 2, 3.</summary>
    [JsonPropertyName("deploy_status")]
    public int? DeployStatus { get; init; }

    /// <summary>Block info.</summary>
    [JsonPropertyName("block_info")]
    public BlockInfo? BlockInfo { get; init; }

    /// <summary>Cluster platform type. One of: VirtualMachine, ARM64, "".</summary>
    [JsonPropertyName("cluster_platform_type")]
    public string? ClusterPlatformType { get; init; }
}
