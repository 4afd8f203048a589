using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>Series of data points. BCS API Reference 5.3.1, 5.3.2, 5.3.3 and 5.3.5.</summary>
public sealed record MetricSeriesList
{
    /// <summary>Series.</summary>
    [JsonPropertyName("metrics")]
    public IReadOnlyList<MetricSeries>? Metrics { get; init; }
}
