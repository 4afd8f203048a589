using Portal.Contracts.Operations;

namespace Portal.Contracts.Consortia;

/// <summary>An acceptance that goes on by itself as soon as the service that is created for it is there.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Status">One of <see cref="AcceptanceStatuses"/>.</param>
/// <param name="ChannelName">Channel of the invitation.</param>
/// <param name="InvitorBcsId">Inviting service.</param>
/// <param name="InvitorName">Name of the inviting account.</param>
/// <param name="ServiceName">Name of the service that is created.</param>
/// <param name="ServiceId">Its id once it is known.</param>
/// <param name="Organizations">Organisations that join.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="CreatedAt">When, UTC.</param>
/// <param name="EndedAt">When it ended, UTC, or null.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record AcceptanceDto(
    string Id, string Tenant, string Status, string ChannelName, string InvitorBcsId, string? InvitorName, string ServiceName, string? ServiceId,
    IReadOnlyList<string> Organizations, string RequestedBy, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, OperationErrorDto? Error);

/// <summary>States of an acceptance.</summary>
public static class AcceptanceStatuses
{
    /// <summary>The service is being created.</summary>
    public const string Creating = "creating";

    /// <summary>The service is there; the cloud is joining it to the channel.</summary>
    public const string Accepting = "accepting";

    /// <summary>Joined.</summary>
    public const string Joined = "joined";

    /// <summary>It came to nothing; the error says why.</summary>
    public const string Failed = "failed";

    /// <summary>Somebody gave it up.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>True while the portal still works on it.</summary>
    public static bool IsOpen(string status) => status is Creating or Accepting;
}

/// <summary>Body of <c>POST /api/consortia/acceptances</c>: to be sent before the service is created, so that nothing gets lost between.</summary>
public sealed record AcceptanceRequest
{
    /// <summary>Channel of the invitation. Mandatory.</summary>
    public string? ChannelName { get; init; }

    /// <summary>Inviting service. Mandatory.</summary>
    public string? InvitorBcsId { get; init; }

    /// <summary>Name of the service that will be created. Mandatory.</summary>
    public string? ServiceName { get; init; }

    /// <summary>Its organisations that join. At least one.</summary>
    public IReadOnlyList<string>? Organizations { get; init; }
}
