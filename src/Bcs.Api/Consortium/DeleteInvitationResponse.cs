using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>Answer to deleting invitations. BCS API Reference 5.2.5.</summary>
public sealed record DeleteInvitationResponse
{
    /// <summary>Result: success.</summary>
    [JsonPropertyName("result")]
    public string? Result { get; init; }
}
