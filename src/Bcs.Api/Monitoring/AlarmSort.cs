using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>Order of alarms. BCS API Reference 5.3.1.</summary>
public sealed record AlarmSort
{
    /// <summary>Fields to sort by.</summary>
    [JsonPropertyName("order_by")]
    public IReadOnlyList<string>? OrderBy { get; init; }

    /// <summary>One of: asc, desc.</summary>
    [JsonPropertyName("order")]
    public string? Order { get; init; }
}
