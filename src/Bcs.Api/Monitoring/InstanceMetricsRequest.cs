using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>Which instance of which entity. BCS API Reference 5.3.5.</summary>
public sealed record InstanceMetricsRequest
{
    /// <summary>One of: org, plugin. Default: org. Mandatory.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Name of the organisation or add-on. Mandatory.</summary>
    [JsonPropertyName("entity_name")]
    public string? EntityName { get; init; }

    /// <summary>Name of the instance. Mandatory.</summary>
    [JsonPropertyName("instance_name")]
    public string? InstanceName { get; init; }
}
