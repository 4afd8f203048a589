using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>Body of accepting or rejecting an invitation. BCS API Reference 5.2.2.</summary>
public sealed record ProcessInvitationRequest
{
    /// <summary>Channel name. Mandatory.</summary>
    [JsonPropertyName("channel_name")]
    public string? ChannelName { get; init; }

    /// <summary>One of: agreed, reject. Mandatory.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>The inviting party. Mandatory.</summary>
    [JsonPropertyName("invitor_info")]
    public InvitationInvitor? InvitorInfo { get; init; }

    /// <summary>The invited party. Mandatory to accept.</summary>
    [JsonPropertyName("invitee_info")]
    public InvitationInvitee? InviteeInfo { get; init; }

    /// <summary>Organisations that join. Mandatory to accept.</summary>
    [JsonPropertyName("invited_orgs")]
    public IReadOnlyList<InvitedOrganization>? InvitedOrgs { get; init; }
}
