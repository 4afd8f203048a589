using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Creation progress of the CCE resources. BCS API Reference 5.1.2.</summary>
public sealed record CceCreationStatus
{
    /// <summary>Cluster.</summary>
    [JsonPropertyName("cluster")]
    public CreationDetail? Cluster { get; init; }

    /// <summary>Network.</summary>
    [JsonPropertyName("network")]
    public CreationDetail? Network { get; init; }

    /// <summary>Security group.</summary>
    [JsonPropertyName("security_group")]
    public CreationDetail? SecurityGroup { get; init; }
}
