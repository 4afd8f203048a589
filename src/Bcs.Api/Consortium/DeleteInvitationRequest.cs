using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>Body of cancelling invitations and of deleting former members. BCS API Reference 5.2.5.</summary>
public sealed record DeleteInvitationRequest
{
    /// <summary>ID of the inviting service. Mandatory.</summary>
    [JsonPropertyName("bcs_id")]
    public string? BcsId { get; init; }

    /// <summary>Channel name. Mandatory.</summary>
    [JsonPropertyName("channel_name")]
    public string? ChannelName { get; init; }

    /// <summary>Invitations to delete. Mandatory.</summary>
    [JsonPropertyName("invited_userinfo")]
    public IReadOnlyList<InvitationToDelete>? InvitedUserinfo { get; init; }
}
