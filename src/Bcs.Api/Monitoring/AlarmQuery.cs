using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>Which alarms, as the live service reads it. BCS API Reference 5.3.1 and 5.3.2.</summary>
public sealed record AlarmQuery
{
    /// <summary>Time range: start and end in ms since the epoch and a number of minutes, joined by dots; -1.-1.60 is the last hour. Mandatory.</summary>
    [JsonPropertyName("time_range")]
    public string? TimeRange { get; init; }

    /// <summary>Width of one data point in ms. Mandatory.</summary>
    [JsonPropertyName("step")]
    public int? Step { get; init; }

    /// <summary>Text to search for.</summary>
    [JsonPropertyName("search")]
    public string? Search { get; init; }

    /// <summary>Conditions on the alarms' metadata.</summary>
    [JsonPropertyName("metadata_relation")]
    public IReadOnlyList<AlarmRelation>? MetadataRelation { get; init; }

    /// <summary>Order of the answer.</summary>
    [JsonPropertyName("sort")]
    public AlarmSort? Sort { get; init; }

    /// <summary>Metrics: the only parameter that the reference prints; the live service does not read it.</summary>
    [JsonPropertyName("metric_names")]
    public IReadOnlyList<string>? MetricNames { get; init; }
}
