using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>A CCE cluster to be created for the service. BCS API Reference 5.1.1.</summary>
public sealed record CceCreateInfo
{
    /// <summary>Node number. Mandatory.</summary>
    [JsonPropertyName("node_num")]
    public long? NodeNum { get; init; }

    /// <summary>Node flavor. Mandatory.</summary>
    [JsonPropertyName("node_flavor")]
    public string? NodeFlavor { get; init; }

    /// <summary>CCE flavor. Mandatory.</summary>
    [JsonPropertyName("cce_flavor")]
    public string? CceFlavor { get; init; }

    /// <summary>Init node pwd. Secret. The name the live service reads.</summary>
    [JsonPropertyName("init_node_pwd")]
    public string? InitNodePwd { get; init; }

    /// <summary>Init node password. Secret. The name the reference prints; accepted as an alias.</summary>
    [JsonPropertyName("init_node_password")]
    public string? InitNodePassword { get; init; }

    /// <summary>AZ. Mandatory.</summary>
    [JsonPropertyName("az")]
    public string? Az { get; init; }

    /// <summary>Cluster platform type. One of: VirtualMachine, ARM64. Mandatory.</summary>
    [JsonPropertyName("cluster_platform_type")]
    public string? ClusterPlatformType { get; init; }
}
