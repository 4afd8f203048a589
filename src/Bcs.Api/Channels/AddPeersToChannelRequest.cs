using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>Body of adding peers to one channel. BCS API Reference 5.1.7.</summary>
public sealed record AddPeersToChannelRequest
{
    /// <summary>The channel and its new peers; exactly one item. Mandatory.</summary>
    [JsonPropertyName("channel_peers")]
    public IReadOnlyList<ChannelPeers>? ChannelPeers { get; init; }
}
