using Portal.Contracts.Notifications;

namespace Portal.Bff.Features.Notifications;

/// <summary>Something people may want to know, and the groups of those who may.</summary>
internal sealed record Notice
{
    /// <summary>Tenant id.</summary>
    public required string Tenant { get; init; }

    /// <summary>Its id: the same thing has the same id, so that it is told once.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="NotificationKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Groups of the hub whose members may know it.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>What it is about.</summary>
    public required Dictionary<string, string> About { get; init; }
}
