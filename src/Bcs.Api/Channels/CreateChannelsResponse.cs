using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>Answer to creating channels. BCS API Reference 5.1.5.</summary>
public sealed record CreateChannelsResponse
{
    /// <summary>Operation ID.</summary>
    [JsonPropertyName("operation_id")]
    public string? OperationId { get; init; }
}
