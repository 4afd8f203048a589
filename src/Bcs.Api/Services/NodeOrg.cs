using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>An organisation and the number of peers it is to have. BCS API Reference 5.1.4.</summary>
public sealed record NodeOrg
{
    /// <summary>Name. Matches ^[A-Za-z0-9][A-Za-z0-9-]{3,23}$. Mandatory.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Number of peers that the organisation is to have, 1 to 2. Mandatory.</summary>
    [JsonPropertyName("node_count")]
    public long? NodeCount { get; init; }

    /// <summary>Storage volume of the organisation's peers.</summary>
    [JsonPropertyName("pvc_name")]
    public string? PvcName { get; init; }
}
