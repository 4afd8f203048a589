using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>Current values of an entity's instances. BCS API Reference 5.3.4.</summary>
public sealed record EntityMetricList
{
    /// <summary>Instances.</summary>
    [JsonPropertyName("metrics")]
    public IReadOnlyList<EntityMetrics>? Metrics { get; init; }
}
