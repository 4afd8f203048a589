using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>What was measured and where. BCS API Reference 5.3.3.</summary>
public sealed record MetricIdentity
{
    /// <summary>Namespace.</summary>
    [JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    /// <summary>Metric.</summary>
    [JsonPropertyName("metricName")]
    public string? MetricName { get; init; }

    /// <summary>Dimensions.</summary>
    [JsonPropertyName("dimensions")]
    public IReadOnlyList<MetricDimension>? Dimensions { get; init; }
}
