using System.Text.Json.Serialization;

using Bcs.Api.Json;

namespace Bcs.Api.Consortium;

/// <summary>An invitation to delete. BCS API Reference 5.2.5.</summary>
public sealed record InvitationToDelete
{
    /// <summary>Account name. Mandatory.</summary>
    [JsonPropertyName("invited_user")]
    [JsonAlias("invited_username")]
    public string? InvitedUser { get; init; }

    /// <summary>One of: quit, waiting, reject, released.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Service ID of the invited party; mandatory once it had joined.</summary>
    [JsonPropertyName("invited_bcs_id")]
    public string? InvitedBcsId { get; init; }
}
