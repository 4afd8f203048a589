using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Answer to deleting a service. BCS API Reference 5.1.19.</summary>
public sealed record DeleteServiceResponse
{
    /// <summary>Operation ID.</summary>
    [JsonPropertyName("operation_id")]
    public string? OperationId { get; init; }
}
