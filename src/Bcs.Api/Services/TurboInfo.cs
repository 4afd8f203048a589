using System.Text.Json.Serialization;

using Bcs.Api.Json;

namespace Bcs.Api.Services;

/// <summary>SFS Turbo file system of the service. BCS API Reference 5.1.1.</summary>
public sealed record TurboInfo
{
    /// <summary>Share type. Always STANDARD. Mandatory.</summary>
    [JsonPropertyName("share_type")]
    public string? ShareType { get; init; }

    /// <summary>Type. Always efs-ha. Mandatory.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Available zone. Mandatory.</summary>
    [JsonPropertyName("available_zone")]
    [JsonAlias("availability_zone")]
    public string? AvailableZone { get; init; }

    /// <summary>Resource spec code. Always sfs.turbo.standard. Mandatory.</summary>
    [JsonPropertyName("resource_spec_code")]
    public string? ResourceSpecCode { get; init; }
}
