using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>The party that was invited. BCS API Reference 5.2.2.</summary>
public sealed record InvitationInvitee
{
    /// <summary>ID of the service that joins. Mandatory.</summary>
    [JsonPropertyName("invitee_bcs_id")]
    public string? InviteeBcsId { get; init; }

    /// <summary>Its name. Mandatory.</summary>
    [JsonPropertyName("invitee_bcs_name")]
    public string? InviteeBcsName { get; init; }

    /// <summary>Project ID. Mandatory.</summary>
    [JsonPropertyName("invitee_project_id")]
    public string? InviteeProjectId { get; init; }

    /// <summary>Account ID. Mandatory.</summary>
    [JsonPropertyName("invitee_user_id")]
    public string? InviteeUserId { get; init; }
}
