using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>The values at one time. BCS API Reference 5.3.3.</summary>
public sealed record MetricPoint
{
    /// <summary>Time in ms since the epoch.</summary>
    [JsonPropertyName("timestamp")]
    public long? Timestamp { get; init; }

    /// <summary>Unit. Known values: Percent.</summary>
    [JsonPropertyName("unit")]
    public string? Unit { get; init; }

    /// <summary>Values by statistic.</summary>
    [JsonPropertyName("statistics")]
    public IReadOnlyList<MetricStatistic>? Statistics { get; init; }
}
