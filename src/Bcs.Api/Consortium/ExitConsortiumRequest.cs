using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>Body of leaving a consortium. BCS API Reference 5.2.6.</summary>
public sealed record ExitConsortiumRequest
{
    /// <summary>Service ID of the inviting party. Mandatory.</summary>
    [JsonPropertyName("inviter_bcsid")]
    public string? InviterBcsid { get; init; }

    /// <summary>Its project ID. Mandatory.</summary>
    [JsonPropertyName("inviter_projectid")]
    public string? InviterProjectid { get; init; }

    /// <summary>Its account ID. Mandatory.</summary>
    [JsonPropertyName("inviter_domainid")]
    public string? InviterDomainid { get; init; }

    /// <summary>Its account name. Mandatory.</summary>
    [JsonPropertyName("inviter_username")]
    public string? InviterUsername { get; init; }

    /// <summary>Channel name. Mandatory.</summary>
    [JsonPropertyName("channel_name")]
    public string? ChannelName { get; init; }

    /// <summary>ID of the service that leaves. Mandatory.</summary>
    [JsonPropertyName("invitee_bcsid")]
    public string? InviteeBcsid { get; init; }

    /// <summary>Its project ID. Mandatory.</summary>
    [JsonPropertyName("invitee_projectid")]
    public string? InviteeProjectid { get; init; }

    /// <summary>Its account ID. Mandatory.</summary>
    [JsonPropertyName("invitee_domainid")]
    public string? InviteeDomainid { get; init; }
}
