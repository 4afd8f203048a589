using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>The invited party of a notification. BCS API Reference 5.2.3.</summary>
public sealed record NotificationInvitee
{
    /// <summary>Account ID.</summary>
    [JsonPropertyName("invitee_id")]
    public string? InviteeId { get; init; }

    /// <summary>Account name. The reference types it as a number; both are read.</summary>
    [JsonPropertyName("invitee_name")]
    public string? InviteeName { get; init; }

    /// <summary>Name of the service that joined.</summary>
    [JsonPropertyName("invitee_bcs_name")]
    public string? InviteeBcsName { get; init; }

    /// <summary>ID of the service that joined.</summary>
    [JsonPropertyName("invitee_bcs_id")]
    public string? InviteeBcsId { get; init; }

    /// <summary>Project ID.</summary>
    [JsonPropertyName("invitee_project_id")]
    public string? InviteeProjectId { get; init; }
}
