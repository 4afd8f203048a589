using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>How many peers of which organisations join a channel. BCS API Reference 5.1.7.</summary>
public sealed record ChannelPeers
{
    /// <summary>Channel name. Mandatory.</summary>
    [JsonPropertyName("channel_name")]
    public string? ChannelName { get; init; }

    /// <summary>Number of peers by organisation name. Mandatory.</summary>
    [JsonPropertyName("peers")]
    public IReadOnlyDictionary<string, int>? Peers { get; init; }
}
