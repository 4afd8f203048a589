using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>Answer to removing peers from a channel. BCS API Reference 5.1.20.</summary>
public sealed record RemovePeersResponse
{
    /// <summary>Operation ID.</summary>
    [JsonPropertyName("operation_id")]
    public string? OperationId { get; init; }
}
