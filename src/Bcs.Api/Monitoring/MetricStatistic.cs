using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>One value. BCS API Reference 5.3.3.</summary>
public sealed record MetricStatistic
{
    /// <summary>Statistic. Known values: maximum, minimum, average, sum, sampleCount.</summary>
    [JsonPropertyName("statistic")]
    public string? Statistic { get; init; }

    /// <summary>Value in the point's unit.</summary>
    [JsonPropertyName("value")]
    public double? Value { get; init; }
}
