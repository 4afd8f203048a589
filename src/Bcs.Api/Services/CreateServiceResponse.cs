using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Answer to creating a service; the work itself is asynchronous. BCS API Reference 5.1.1.</summary>
public sealed record CreateServiceResponse
{
    /// <summary>Blockchain ID.</summary>
    [JsonPropertyName("blockchain_id")]
    public string? BlockchainId { get; init; }

    /// <summary>Blockchain name.</summary>
    [JsonPropertyName("blockchain_name")]
    public string? BlockchainName { get; init; }

    /// <summary>Operation ID.</summary>
    [JsonPropertyName("operation_id")]
    public string? OperationId { get; init; }
}
