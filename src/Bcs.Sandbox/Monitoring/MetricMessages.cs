using System.Text.Json.Serialization;

namespace Bcs.Sandbox.Monitoring;

/// <summary>Answer of 5.3.1, 5.3.2, 5.3.3 and 5.3.5.</summary>
internal sealed record MetricList(IReadOnlyList<MetricItem> Metrics);

/// <summary>A metric with its points.</summary>
internal sealed record MetricItem(MetricName Metric, IReadOnlyList<DataPoint> DataPoints);

/// <summary>Which metric of what.</summary>
internal sealed record MetricName(string Namespace, [property: JsonPropertyName("metricName")] string Metric, IReadOnlyList<Dimension> Dimensions);

/// <summary>Part of a metric's name.</summary>
internal sealed record Dimension(string Name, string Value);

/// <summary>A point.</summary>
/// <param name="Timestamp">Milliseconds since 1970.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Statistics">The values.</param>
internal sealed record DataPoint(long Timestamp, string Unit, IReadOnlyList<StatisticValue> Statistics);

/// <summary>A value and how it was made.</summary>
internal sealed record StatisticValue(string Statistic, double Value);
