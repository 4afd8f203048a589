using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>A condition on one metadata key. BCS API Reference 5.3.1.</summary>
public sealed record AlarmRelation
{
    /// <summary>Key.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Values.</summary>
    [JsonPropertyName("value")]
    public IReadOnlyList<string>? Value { get; init; }

    /// <summary>How the key relates to the values. Known values: AND, OR, NOT.</summary>
    [JsonPropertyName("relation")]
    public string? Relation { get; init; }
}
