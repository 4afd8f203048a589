using System.Text.Json.Serialization;

using Bcs.Api.Json;

namespace Bcs.Api.Consortium;

/// <summary>The inviting party of a notification, and what a service that joins has to match. BCS API Reference 5.2.3.</summary>
public sealed record NotificationInvitor
{
    /// <summary>Account ID.</summary>
    [JsonPropertyName("invitor_id")]
    public string? InvitorId { get; init; }

    /// <summary>Account name.</summary>
    [JsonPropertyName("invitor_name")]
    public string? InvitorName { get; init; }

    /// <summary>Service ID.</summary>
    [JsonPropertyName("invitor_bcs_id")]
    public string? InvitorBcsId { get; init; }

    /// <summary>Service name.</summary>
    [JsonPropertyName("invitor_bcs_name")]
    public string? InvitorBcsName { get; init; }

    /// <summary>Consensus.</summary>
    [JsonPropertyName("invitor_consensus")]
    public string? InvitorConsensus { get; init; }

    /// <summary>Project ID.</summary>
    [JsonPropertyName("invitor_project_id")]
    public string? InvitorProjectId { get; init; }

    /// <summary>Cluster type.</summary>
    [JsonPropertyName("invitor_cluster_type")]
    public string? InvitorClusterType { get; init; }

    /// <summary>State database.</summary>
    [JsonPropertyName("invitor_database_type")]
    public string? InvitorDatabaseType { get; init; }

    /// <summary>Security mechanism.</summary>
    [JsonPropertyName("invitor_signature_algorithm")]
    public string? InvitorSignatureAlgorithm { get; init; }

    /// <summary>Fabric version.</summary>
    [JsonPropertyName("invitor_fabric_version")]
    public string? InvitorFabricVersion { get; init; }

    /// <summary>Whether orderers let old data age out.</summary>
    [JsonPropertyName("order_fade_enabled")]
    [JsonAlias("order_fade_enable")]
    public bool? OrderFadeEnabled { get; init; }

    /// <summary>How much data orderers keep before it ages out.</summary>
    [JsonPropertyName("order_fade_cache")]
    public long? OrderFadeCache { get; init; }
}
