using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>The peers of a service by organisation name. BCS API Reference 5.1.16.</summary>
public sealed record PeerList
{
    /// <summary>Organisations by name.</summary>
    [JsonPropertyName("node_orgs")]
    public IReadOnlyDictionary<string, OrganizationPeers>? NodeOrgs { get; init; }
}
