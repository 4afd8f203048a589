using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>An existing CCE cluster to deploy on. BCS API Reference 5.1.1.</summary>
public sealed record CceClusterInfo
{
    /// <summary>Cluster ID. Mandatory.</summary>
    [JsonPropertyName("cluster_id")]
    public string? ClusterId { get; init; }

    /// <summary>Cluster name. Mandatory.</summary>
    [JsonPropertyName("cluster_name")]
    public string? ClusterName { get; init; }

    /// <summary>Cluster platform type. One of: VirtualMachine, ARM64. Mandatory.</summary>
    [JsonPropertyName("cluster_platform_type")]
    public string? ClusterPlatformType { get; init; }
}
