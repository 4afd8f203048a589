using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Kafka instance created for ordering. BCS API Reference 5.1.1.</summary>
public sealed record KafkaCreateInfo
{
    /// <summary>Spec. One of: mini, small, middle, high. Mandatory.</summary>
    [JsonPropertyName("spec")]
    public string? Spec { get; init; }

    /// <summary>Storage. Range: 300 to 9000. Unit: GB. Mandatory.</summary>
    [JsonPropertyName("storage")]
    public long? Storage { get; init; }

    /// <summary>AZ. Mandatory.</summary>
    [JsonPropertyName("az")]
    public string? Az { get; init; }
}
