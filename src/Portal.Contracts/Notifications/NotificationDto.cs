namespace Portal.Contracts.Notifications;

/// <summary>Something a person may want to know; the same in the API and in <c>NotificationAdded</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Kind">One of <see cref="NotificationKinds"/>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="About">What it is about, by name: <c>operationId</c>, <c>operation</c>, <c>service</c>, <c>channel</c>, <c>party</c>, <c>by</c>.</param>
/// <param name="Read">True if this person has seen it.</param>
public sealed record NotificationDto(
    string Id, string Tenant, string Kind, DateTimeOffset At, IReadOnlyDictionary<string, string> About, bool Read);

/// <summary>Answer of <c>GET /api/notifications</c>.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="Unread">How many of all are unread.</param>
public sealed record NotificationPage(IReadOnlyList<NotificationDto> Items, string? Next, int Unread);

/// <summary>Body of <c>POST /api/notifications/read</c>.</summary>
/// <param name="Ids">Those that were seen; null for all.</param>
public sealed record NotificationsRead(IReadOnlyList<string>? Ids);

/// <summary>What notifications tell of.</summary>
public static class NotificationKinds
{
    /// <summary>An operation ended well; told to the one who asked for it.</summary>
    public const string OperationFinished = "operation.finished";

    /// <summary>An operation failed or was interrupted.</summary>
    public const string OperationFailed = "operation.failed";

    /// <summary>What became of a call could not be found out.</summary>
    public const string OperationUnknown = "operation.unknown";

    /// <summary>An invitation waits for an answer here.</summary>
    public const string InvitationReceived = "invitation.received";

    /// <summary>Somebody accepted an invitation of this tenant, or this tenant has joined.</summary>
    public const string InvitationAgreed = "invitation.agreed";

    /// <summary>An invitation was rejected.</summary>
    public const string InvitationRejected = "invitation.rejected";

    /// <summary>A member has left.</summary>
    public const string MemberLeft = "member.left";

    /// <summary>A membership or invitation was ended by the inviting side.</summary>
    public const string MemberReleased = "member.released";

    /// <summary>An acceptance that waited for its service came to nothing.</summary>
    public const string AcceptanceFailed = "acceptance.failed";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        OperationFinished, OperationFailed, OperationUnknown, InvitationReceived, InvitationAgreed, InvitationRejected, MemberLeft, MemberReleased,
        AcceptanceFailed,
    ];
}
