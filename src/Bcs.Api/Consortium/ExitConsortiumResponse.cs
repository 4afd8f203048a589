using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>Answer to leaving a consortium. BCS API Reference 5.2.6.</summary>
public sealed record ExitConsortiumResponse
{
    /// <summary>Result: success.</summary>
    [JsonPropertyName("result")]
    public string? Result { get; init; }

    /// <summary>Operation ID.</summary>
    [JsonPropertyName("operation_id")]
    public string? OperationId { get; init; }
}
