using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>One dimension of a metric. BCS API Reference 5.3.3 and 5.3.4.</summary>
public sealed record MetricDimension
{
    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Value.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }
}
