using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>The party that has invited. BCS API Reference 5.2.2.</summary>
public sealed record InvitationInvitor
{
    /// <summary>Service ID. Mandatory.</summary>
    [JsonPropertyName("invitor_bcs_id")]
    public string? InvitorBcsId { get; init; }

    /// <summary>Service name. Mandatory.</summary>
    [JsonPropertyName("invitor_bcs_name")]
    public string? InvitorBcsName { get; init; }

    /// <summary>Project ID. Mandatory.</summary>
    [JsonPropertyName("invitor_project_id")]
    public string? InvitorProjectId { get; init; }

    /// <summary>Account ID. Mandatory.</summary>
    [JsonPropertyName("invitor_user_id")]
    public string? InvitorUserId { get; init; }
}
