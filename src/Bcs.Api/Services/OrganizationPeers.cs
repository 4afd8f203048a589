using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>An organisation's identity and its peers. BCS API Reference 5.1.16.</summary>
public sealed record OrganizationPeers
{
    /// <summary>MSP ID: the organisation's hash followed by MSP.</summary>
    [JsonPropertyName("org_msp_id")]
    public string? OrgMspId { get; init; }

    /// <summary>Domain of the organisation inside the cluster.</summary>
    [JsonPropertyName("org_domain")]
    public string? OrgDomain { get; init; }

    /// <summary>Peers by their short name.</summary>
    [JsonPropertyName("peers")]
    public IReadOnlyDictionary<string, PeerNode>? Peers { get; init; }
}
