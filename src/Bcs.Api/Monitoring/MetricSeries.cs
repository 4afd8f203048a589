using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>One metric and its data points. BCS API Reference 5.3.3.</summary>
public sealed record MetricSeries
{
    /// <summary>What was measured.</summary>
    [JsonPropertyName("metric")]
    public MetricIdentity? Metric { get; init; }

    /// <summary>Data points.</summary>
    [JsonPropertyName("dataPoints")]
    public IReadOnlyList<MetricPoint>? DataPoints { get; init; }
}
