using System.Text.Json.Serialization;

namespace Bcs.Api.Quotas;

/// <summary>One quota and how much of it is used. BCS API Reference 5.1.14.</summary>
public sealed record ResourceQuota
{
    /// <summary>Type. Known values: instance.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Unit.</summary>
    [JsonPropertyName("unit")]
    public string? Unit { get; init; }

    /// <summary>Min.</summary>
    [JsonPropertyName("min")]
    public long? Min { get; init; }

    /// <summary>Max.</summary>
    [JsonPropertyName("max")]
    public long? Max { get; init; }

    /// <summary>Quota.</summary>
    [JsonPropertyName("quota")]
    public long? Quota { get; init; }

    /// <summary>Used.</summary>
    [JsonPropertyName("used")]
    public long? Used { get; init; }

    /// <summary>Free.</summary>
    [JsonPropertyName("free")]
    public long? Free { get; init; }
}
