using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>When the ordering service cuts a block. BCS API Reference 5.1.1, 5.1.3.</summary>
public sealed record BlockInfo
{
    /// <summary>Batch timeout. Default: 2. Unit: s.</summary>
    [JsonPropertyName("batch_timeout")]
    public long? BatchTimeout { get; init; }

    /// <summary>Max message count. Default: 500.</summary>
    [JsonPropertyName("max_message_count")]
    public long? MaxMessageCount { get; init; }

    /// <summary>Preferred maxbytes. Default: 2. Unit: MB.</summary>
    [JsonPropertyName("preferred_maxbytes")]
    public long? PreferredMaxbytes { get; init; }
}
