using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>The channels of a service; not paged. BCS API Reference 5.1.6.</summary>
public sealed record ChannelList
{
    /// <summary>Channels.</summary>
    [JsonPropertyName("channels")]
    public IReadOnlyList<Channel>? Channels { get; init; }
}
