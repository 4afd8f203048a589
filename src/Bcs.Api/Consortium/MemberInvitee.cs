using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>The invited party of a membership. BCS API Reference 5.2.4.</summary>
public sealed record MemberInvitee
{
    /// <summary>Service ID.</summary>
    [JsonPropertyName("invitee_bcs_id")]
    public string? InviteeBcsId { get; init; }

    /// <summary>Account ID.</summary>
    [JsonPropertyName("invitee_user_id")]
    public string? InviteeUserId { get; init; }

    /// <summary>Account name.</summary>
    [JsonPropertyName("invitee_username")]
    public string? InviteeUsername { get; init; }
}
