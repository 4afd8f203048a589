using System.Text.Json.Serialization;

namespace Bcs.Api.Operations;

/// <summary>The record of one asynchronous operation. BCS API Reference 5.1.17.</summary>
public sealed record OperationRecord
{
    /// <summary>Operation ID.</summary>
    [JsonPropertyName("operation_id")]
    public string? OperationId { get; init; }

    /// <summary>Resource type.</summary>
    [JsonPropertyName("resource_type")]
    public string? ResourceType { get; init; }

    /// <summary>Operation type.</summary>
    [JsonPropertyName("operation_type")]
    public string? OperationType { get; init; }

    /// <summary>Domain ID.</summary>
    [JsonPropertyName("domain_id")]
    public string? DomainId { get; init; }

    /// <summary>Project ID.</summary>
    [JsonPropertyName("project_id")]
    public string? ProjectId { get; init; }

    /// <summary>Blockchain ID.</summary>
    [JsonPropertyName("blockchain_id")]
    public string? BlockchainId { get; init; }

    /// <summary>Blockchain name.</summary>
    [JsonPropertyName("blockchain_name")]
    public string? BlockchainName { get; init; }

    /// <summary>Cluster info.</summary>
    [JsonPropertyName("cluster_info")]
    public OperationCluster? ClusterInfo { get; init; }

    /// <summary>Operation process.</summary>
    [JsonPropertyName("operation_process")]
    public IReadOnlyDictionary<string, OperationStep>? OperationProcess { get; init; }

    /// <summary>Record time. Unit: ns since epoch (from the example).</summary>
    [JsonPropertyName("record_time")]
    public long? RecordTime { get; init; }

    /// <summary>Operation status.</summary>
    [JsonPropertyName("operation_status")]
    public string? OperationStatus { get; init; }

    /// <summary>Message.</summary>
    [JsonPropertyName("message")]
    public IReadOnlyList<string>? Message { get; init; }

    /// <summary>Desc.</summary>
    [JsonPropertyName("desc")]
    public string? Desc { get; init; }
}
