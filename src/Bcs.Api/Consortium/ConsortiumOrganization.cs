using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>An organisation of the invited party. BCS API Reference 5.2.3 and 5.2.4.</summary>
public sealed record ConsortiumOrganization
{
    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Hash that stands for the name in domain names and MSP IDs.</summary>
    [JsonPropertyName("name_hash")]
    public string? NameHash { get; init; }

    /// <summary>Number of peers.</summary>
    [JsonPropertyName("node_count")]
    public int? NodeCount { get; init; }

    /// <summary>Status.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Status detail.</summary>
    [JsonPropertyName("status_detail")]
    public string? StatusDetail { get; init; }
}
