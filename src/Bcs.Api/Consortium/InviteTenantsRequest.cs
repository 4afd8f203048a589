using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>Body of inviting tenants to a channel. BCS API Reference 5.2.1.</summary>
public sealed record InviteTenantsRequest
{
    /// <summary>ID of the inviting service. Mandatory.</summary>
    [JsonPropertyName("bcs_id")]
    public string? BcsId { get; init; }

    /// <summary>Channel name. Mandatory.</summary>
    [JsonPropertyName("channel_name")]
    public string? ChannelName { get; init; }

    /// <summary>Name of the inviting account.</summary>
    [JsonPropertyName("invitor_username")]
    public string? InvitorUsername { get; init; }

    /// <summary>Accounts to invite. Mandatory.</summary>
    [JsonPropertyName("invited_userinfo")]
    public IReadOnlyList<InvitedTenant>? InvitedUserinfo { get; init; }
}
