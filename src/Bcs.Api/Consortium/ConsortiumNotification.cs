using System.Text.Json.Serialization;

using Bcs.Api.Json;

namespace Bcs.Api.Consortium;

/// <summary>One invitation as both parties see it. BCS API Reference 5.2.3.</summary>
public sealed record ConsortiumNotification
{
    /// <summary>Channel name.</summary>
    [JsonPropertyName("channel_name")]
    public string? ChannelName { get; init; }

    /// <summary>Known values: <see cref="InvitationStatuses"/>.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Time of the last change, RFC 3339.</summary>
    [JsonPropertyName("updated_time")]
    public string? UpdatedTime { get; init; }

    /// <summary>Whether trusted computing is needed.</summary>
    [JsonPropertyName("tc3_need")]
    [JsonAlias("tcs_need")]
    public bool? Tc3Need { get; init; }

    /// <summary>The inviting party.</summary>
    [JsonPropertyName("invitor_info")]
    public NotificationInvitor? InvitorInfo { get; init; }

    /// <summary>The invited party.</summary>
    [JsonPropertyName("invitee_info")]
    public NotificationInvitee? InviteeInfo { get; init; }

    /// <summary>1 if the notification has been deleted, otherwise 0.</summary>
    [JsonPropertyName("hide")]
    public long? Hide { get; init; }

    /// <summary>Organisations of the invited party.</summary>
    [JsonPropertyName("invitee_orgs")]
    [JsonAlias("invited_orgs")]
    public IReadOnlyList<ConsortiumOrganization>? InviteeOrgs { get; init; }

    /// <summary>1 if the notification has been read, otherwise 0.</summary>
    [JsonPropertyName("read_status")]
    public long? ReadStatus { get; init; }

    /// <summary>Upgrade across versions.</summary>
    [JsonPropertyName("cross_version_upgrade")]
    public string? CrossVersionUpgrade { get; init; }
}
