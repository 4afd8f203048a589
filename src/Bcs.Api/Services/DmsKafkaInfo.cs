using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Kafka ordering backend of an older service. BCS API Reference 5.1.3.</summary>
public sealed record DmsKafkaInfo
{
    /// <summary>Status.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Status detail.</summary>
    [JsonPropertyName("status_detail")]
    public string? StatusDetail { get; init; }

    /// <summary>Whether orderers let old data age out, under whichever of the two names it was sent.</summary>
    [JsonIgnore]
    public bool? IsOrderFadeEnabled => OrderFadeEnabled ?? OrderFadeEnable;

    /// <summary>Whether: order fade enabled.</summary>
    [JsonPropertyName("order_fade_enabled")]
    public bool? OrderFadeEnabled { get; init; }

    /// <summary>Whether: order fade enable.</summary>
    [JsonPropertyName("order_fade_enable")]
    public bool? OrderFadeEnable { get; init; }

    /// <summary>Address.</summary>
    [JsonPropertyName("addr")]
    public IReadOnlyList<string>? Addr { get; init; }

    /// <summary>Order fade cache.</summary>
    [JsonPropertyName("order_fade_cache")]
    public long? OrderFadeCache { get; init; }
}
