using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>Answer to adding peers to a channel. BCS API Reference 5.1.7.</summary>
public sealed record AddPeersToChannelResponse
{
    /// <summary>Operation ID.</summary>
    [JsonPropertyName("operation_id")]
    public string? OperationId { get; init; }
}
