using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>A group of nodes: a peer organisation, the orderers or an add-on. BCS API Reference 5.1.3.</summary>
public sealed record PeerInfo
{
    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Node count.</summary>
    [JsonPropertyName("node_cnt")]
    public long? NodeCnt { get; init; }

    /// <summary>Status. Known values: IsCreating, IsUpgrading, Adding/IsScaling, Isdeleting, Normal, AbNormal, Unknown, "".</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Status detail.</summary>
    [JsonPropertyName("status_detail")]
    public string? StatusDetail { get; init; }

    /// <summary>PVC name.</summary>
    [JsonPropertyName("pvc_name")]
    public string? PvcName { get; init; }

    /// <summary>Address.</summary>
    [JsonPropertyName("address")]
    public IReadOnlyList<PeerAddress>? Address { get; init; }
}
