using Portal.Design;

namespace Portal.Model.Services.Health;

/// <summary>One thing that is known of the health of a service.</summary>
/// <param name="Cause">What it is about.</param>
/// <param name="Status">Shape and colour, and the key under which lists count and filter it.</param>
public sealed record HealthFinding(HealthCause Cause, Status Status)
{
    /// <summary>How many nodes it is about; 0 where that means nothing.</summary>
    public long Count { get; init; }

    /// <summary>Names of the nodes or organisations it is about, as people call them; empty for the whole service.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>True if <see cref="Where"/> names each node, and no organisation in place of one.</summary>
    public bool Exact { get; init; }

    /// <summary>The cloud's name of the alarm that tells of it; null if none does.</summary>
    public string? Alarm { get; init; }

    /// <summary>Since when, by the cloud's clock; null if nothing tells.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>True if it is not as it should be.</summary>
    public bool IsTrouble => Status.Kind is StatusKind.Bad or StatusKind.Warning;
}
