using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>One instance and its current values. BCS API Reference 5.3.4.</summary>
public sealed record EntityMetrics
{
    /// <summary>Dimensions: cluster, namespace, instance.</summary>
    [JsonPropertyName("dimensions")]
    public IReadOnlyList<MetricDimension>? Dimensions { get; init; }

    /// <summary>Values.</summary>
    [JsonPropertyName("values")]
    public IReadOnlyList<EntityMetricValues>? Values { get; init; }
}
