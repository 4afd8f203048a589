using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>A peer organisation and how many peers it gets. BCS API Reference 5.1.1.</summary>
public sealed record OrgPeer
{
    /// <summary>Name. Mandatory.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Node count. Mandatory.</summary>
    [JsonPropertyName("node_count")]
    public long? NodeCount { get; init; }
}
