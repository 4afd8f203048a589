using System.Text.Json.Serialization;

using Bcs.Api.Json;

namespace Bcs.Api.Consortium;

/// <summary>An account to invite. BCS API Reference 5.2.1.</summary>
public sealed record InvitedTenant
{
    /// <summary>Account name. Mandatory.</summary>
    [JsonPropertyName("invited_user")]
    [JsonAlias("invited_username")]
    public string? InvitedUser { get; init; }
}
