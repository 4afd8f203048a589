using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>Invitations sent and received; not paged. BCS API Reference 5.2.3.</summary>
public sealed record NotificationList
{
    /// <summary>Notifications.</summary>
    [JsonPropertyName("notifications")]
    public IReadOnlyList<ConsortiumNotification>? Notifications { get; init; }
}
