using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>Body of removing peers of one organisation from a channel. BCS API Reference 5.1.20.</summary>
public sealed record RemovePeersRequest
{
    /// <summary>Name of the organisation. Mandatory.</summary>
    [JsonPropertyName("org_name")]
    public string? OrgName { get; init; }

    /// <summary>Number of peers to remove, from 0. Mandatory.</summary>
    [JsonPropertyName("peers")]
    public int? Peers { get; init; }
}
