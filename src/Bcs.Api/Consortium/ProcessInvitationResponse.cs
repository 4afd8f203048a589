using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>Answer to accepting or rejecting an invitation; an acceptance goes on after it. BCS API Reference 5.2.2.</summary>
public sealed record ProcessInvitationResponse
{
    /// <summary>Result: success.</summary>
    [JsonPropertyName("result")]
    public string? Result { get; init; }
}
