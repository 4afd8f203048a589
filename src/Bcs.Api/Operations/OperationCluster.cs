using System.Text.Json.Serialization;

namespace Bcs.Api.Operations;

/// <summary>The cluster an operation works on. BCS API Reference 5.1.17.</summary>
public sealed record OperationCluster
{
    /// <summary>Cluster type.</summary>
    [JsonPropertyName("cluster_type")]
    public string? ClusterType { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Cluster ID.</summary>
    [JsonPropertyName("cluster_id")]
    public string? ClusterId { get; init; }

    /// <summary>Node infos.</summary>
    [JsonPropertyName("node_infos")]
    public IReadOnlyList<OperationNode>? NodeInfos { get; init; }
}
