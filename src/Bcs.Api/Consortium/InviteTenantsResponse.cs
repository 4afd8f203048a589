using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>Answer to inviting tenants. BCS API Reference 5.2.1.</summary>
public sealed record InviteTenantsResponse
{
    /// <summary>Result: success.</summary>
    [JsonPropertyName("result")]
    public string? Result { get; init; }
}
