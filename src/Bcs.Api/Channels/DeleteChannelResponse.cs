using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>Answer to deleting a channel. BCS API Reference 5.1.21.</summary>
public sealed record DeleteChannelResponse
{
    /// <summary>Operation ID.</summary>
    [JsonPropertyName("operation_id")]
    public string? OperationId { get; init; }
}
