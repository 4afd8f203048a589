using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>One peer. BCS API Reference 5.1.16.</summary>
public sealed record PeerNode
{
    /// <summary>Address and port.</summary>
    [JsonPropertyName("ip_port")]
    public string? IpPort { get; init; }

    /// <summary>Names of the channels that it has joined.</summary>
    [JsonPropertyName("channels")]
    public IReadOnlyList<string>? Channels { get; init; }
}
