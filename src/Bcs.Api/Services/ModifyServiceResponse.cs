using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Answer to scaling a service. BCS API Reference 5.1.4.</summary>
public sealed record ModifyServiceResponse
{
    /// <summary>Operation ID.</summary>
    [JsonPropertyName("operation_id")]
    public string? OperationId { get; init; }
}
