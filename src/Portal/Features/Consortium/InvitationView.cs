using System.Globalization;

using Bcs.Api.Consortium;

using Portal.Contracts.Consortia;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Model.Consortia;
using Portal.Model.Services;

namespace Portal.Features.Consortium;

/// <summary>Who has to act next.</summary>
public enum Turn
{
    /// <summary>Nobody: it is settled.</summary>
    Nobody,

    /// <summary>This company.</summary>
    Mine,

    /// <summary>The other company.</summary>
    Theirs,

    /// <summary>The cloud is joining the service to the channel.</summary>
    Cloud,

    /// <summary>The portal: it accepts as soon as the service that is created for it is there.</summary>
    Portal,
}

/// <summary>An invitation as one of the two companies sees it.</summary>
/// <param name="Source">The cloud's own record.</param>
/// <param name="Received">True on the invited side.</param>
public sealed record InvitationView(ConsortiumNotification Source, bool Received)
{
    /// <summary>Names the invitation among all of a tenant.</summary>
    public string Key => $"{InviterService}/{Channel}/{Source.InviteeInfo?.InviteeId}";

    /// <summary>True while the portal has its acceptance in hand.</summary>
    public bool Planned { get; init; }

    /// <summary>Channel.</summary>
    public string Channel => Source.ChannelName ?? "";

    /// <summary>The other company's name where the portal knows it, its account otherwise.</summary>
    public string Company => Name ?? Party;

    /// <summary>The other company's name; null where the portal does not know it.</summary>
    public string? Name { get; init; }

    /// <summary>The other company's account.</summary>
    public string Party => (Received ? Source.InvitorInfo?.InvitorName : Source.InviteeInfo?.InviteeName) ?? "";

    /// <summary>Id of the inviting service.</summary>
    public string InviterService => Source.InvitorInfo?.InvitorBcsId ?? "";

    /// <summary>Fabric version of the inviting service, without the letter in front.</summary>
    public string? Fabric => Source.InvitorInfo?.InvitorFabricVersion?.TrimStart('v', 'V');

    /// <summary>True while the cloud joins the invited service.</summary>
    public bool IsJoining => InvitationStatuses.IsJoining(Source);

    /// <summary>True while an answer is awaited.</summary>
    public bool IsWaiting => Source.Status == InvitationStatuses.Waiting && !IsJoining;

    /// <summary>True while the membership lasts.</summary>
    public bool IsMember => Source.Status == InvitationStatuses.Agreed;

    /// <summary>Who has to act next.</summary>
    public Turn Turn => IsJoining ? Turn.Cloud : !IsWaiting ? Turn.Nobody : Planned ? Turn.Portal : Received ? Turn.Mine : Turn.Theirs;

    /// <summary>Its state.</summary>
    public Status Status => IsJoining ? new(StatusKind.Busy, "inv.joining") : Source.Status switch
    {
        InvitationStatuses.Waiting => new(StatusKind.Waiting, "inv.waiting"),
        InvitationStatuses.Agreed => new(StatusKind.Good, "inv.agreed"),
        InvitationStatuses.Rejected => new(StatusKind.Stopped, "inv.reject"),
        InvitationStatuses.Quit => new(StatusKind.Stopped, "inv.quit"),
        InvitationStatuses.Released => new(StatusKind.Stopped, "inv.released"),
        _ => new(StatusKind.Unknown, Source.Status ?? "inv.unknown"),
    };

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt =>
        DateTimeOffset.TryParse(Source.UpdatedTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>A service that is created for it: what both companies must share is given.</summary>
    public InviteeStart ToStart() => new(Source.InvitorInfo?.InvitorId ?? "", Source.InvitorInfo?.InvitorProjectId ?? "", InviterService)
    {
        Inviter = Company, Channel = Channel, Fabric = Fabric, Sign = Sign(Source.InvitorInfo?.InvitorSignatureAlgorithm),
        Consensus = Consensus(Source.InvitorInfo?.InvitorConsensus),
    };

    /// <summary>The invitations of a tenant, those that wait for it first.</summary>
    public static IReadOnlyList<InvitationView> All(ConsortiumDto state, TenantDto tenant) =>
    [
        .. state.Invitations
            .Where(i => i.Hide is not 1)
            .Select(i => new InvitationView(i, i.InvitorInfo?.InvitorProjectId != tenant.ProjectId))
            .Select(i => i with { Name = state.Name(i.Party), Planned = i.Received && state.Acceptances.Any(a => AcceptanceStatuses.IsOpen(a.Status) && a.ChannelName == i.Channel && a.InvitorBcsId == i.InviterService) })
            .OrderBy(i => i.Turn switch { Turn.Mine => 0, Turn.Cloud or Turn.Portal => 1, Turn.Theirs => 2, _ => 3 })
            .ThenByDescending(i => i.UpdatedAt),
    ];

    // Answers are in lower case, requests are not.
    private static string? Consensus(string? answered) => answered?.ToLowerInvariant() switch
    {
        "sflic" => "SFLIC",
        "solo" => "SOLO",
        var other => other,
    };

    private static string? Sign(string? answered) => answered?.ToLowerInvariant() switch
    {
        "ecdsa" => "ECDSA",
        var other => other,
    };
}
