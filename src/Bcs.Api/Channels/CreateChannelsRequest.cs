using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>Channels to be created in one call. BCS API Reference 5.1.5.</summary>
public sealed record CreateChannelsRequest
{
    /// <summary>Channels. Mandatory.</summary>
    [JsonPropertyName("channels")]
    public IReadOnlyList<ChannelCreateInfo>? Channels { get; init; }
}
