using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>Answer to removing organisations from a channel. BCS API Reference 5.1.8.</summary>
public sealed record RemoveOrganizationsResponse
{
    /// <summary>Operation ID.</summary>
    [JsonPropertyName("operation_id")]
    public string? OperationId { get; init; }
}
