using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>One address of a node, by domain name and by IP. BCS API Reference 5.1.3.</summary>
public sealed record PeerAddress
{
    /// <summary>Domain port.</summary>
    [JsonPropertyName("domain_port")]
    public string? DomainPort { get; init; }

    /// <summary>IP port.</summary>
    [JsonPropertyName("ip_port")]
    public string? IpPort { get; init; }
}
