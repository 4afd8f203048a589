using System.Text.Json.Serialization;

using Bcs.Api.Json;

namespace Bcs.Api.Consortium;

/// <summary>One membership: a channel, the inviting and the invited party. BCS API Reference 5.2.4.</summary>
public sealed record ConsortiumMember
{
    /// <summary>Whether trusted computing is needed.</summary>
    [JsonPropertyName("tcs_need")]
    [JsonAlias("tc3_need")]
    public bool? TcsNeed { get; init; }

    /// <summary>Channel name.</summary>
    [JsonPropertyName("channel_name")]
    public string? ChannelName { get; init; }

    /// <summary>Status of the invitation as in 5.2.3. Not in the reference's table; a server may leave it out.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Organisations of the invited party.</summary>
    [JsonPropertyName("invited_orgs")]
    [JsonAlias("invitee_orgs")]
    public IReadOnlyList<ConsortiumOrganization>? InvitedOrgs { get; init; }

    /// <summary>The inviting party.</summary>
    [JsonPropertyName("invitor_info")]
    public MemberInvitor? InvitorInfo { get; init; }

    /// <summary>The invited party.</summary>
    [JsonPropertyName("invitee_info")]
    public MemberInvitee? InviteeInfo { get; init; }
}
