using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>The inviting party of a membership. BCS API Reference 5.2.4.</summary>
public sealed record MemberInvitor
{
    /// <summary>Service ID.</summary>
    [JsonPropertyName("invitor_bcs_id")]
    public string? InvitorBcsId { get; init; }

    /// <summary>Service name.</summary>
    [JsonPropertyName("invitor_bcs_name")]
    public string? InvitorBcsName { get; init; }

    /// <summary>Project ID.</summary>
    [JsonPropertyName("invitor_project_id")]
    public string? InvitorProjectId { get; init; }

    /// <summary>Account ID.</summary>
    [JsonPropertyName("invitor_user_id")]
    public string? InvitorUserId { get; init; }

    /// <summary>Account name.</summary>
    [JsonPropertyName("invitor_username")]
    public string? InvitorUsername { get; init; }
}
