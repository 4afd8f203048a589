using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>Which entity's instances. BCS API Reference 5.3.4.</summary>
public sealed record EntityMetricsRequest
{
    /// <summary>One of: org, plugin. Default: org. Mandatory.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Name of the organisation or add-on.</summary>
    [JsonPropertyName("entity_name")]
    public string? EntityName { get; init; }
}
