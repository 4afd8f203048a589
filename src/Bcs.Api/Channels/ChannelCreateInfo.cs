using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>One channel to be created. BCS API Reference 5.1.5.</summary>
public sealed record ChannelCreateInfo
{
    /// <summary>Channel name. Matches ^[a-z][a-z0-9]{3,23}$. Mandatory.</summary>
    [JsonPropertyName("channel_name")]
    public string? ChannelName { get; init; }

    /// <summary>Channel description.</summary>
    [JsonPropertyName("channel_description")]
    public string? ChannelDescription { get; init; }
}
