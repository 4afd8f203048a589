using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>An edge node of an IEF deployment. BCS API Reference 5.1.1.</summary>
public sealed record IefNode
{
    /// <summary>ID. Mandatory.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Status. One of: ACTIVE. Mandatory.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Public IP address. Mandatory.</summary>
    [JsonPropertyName("public_ip_address")]
    public string? PublicIpAddress { get; init; }
}
