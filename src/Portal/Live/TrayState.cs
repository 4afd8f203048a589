using System.Collections.Immutable;

using Portal.Contracts.Operations;

namespace Portal.Live;

/// <summary>What the operations tray shows: what runs, and what ended since the person last looked. It never changes: a change makes a new one.</summary>
internal sealed record TrayState
{
    /// <summary>How many operations the tray holds.</summary>
    public const int Size = 8;

    private ImmutableHashSet<string> Unseen { get; init; } = [];

    /// <summary>Before anything was read.</summary>
    public static TrayState Empty { get; } = new();

    /// <summary>Operations that are not over.</summary>
    public IReadOnlyList<OperationDto> Running => [.. Shown.Where(o => OperationStatuses.IsOpen(o.Status))];

    /// <summary>The newest operations, those that run first.</summary>
    public IReadOnlyList<OperationDto> Shown { get; private init; } = [];

    /// <summary>How many ended since the person last looked.</summary>
    public int FinishedSinceLook => Unseen.Count;

    /// <summary>True if one of those that ended did not end well.</summary>
    public bool TroubleSinceLook => Shown.Any(o => Unseen.Contains(o.Id) && o.Status is not OperationStatuses.Finished);

    /// <summary>With a list that was read. What is known and newer stays.</summary>
    public TrayState With(IEnumerable<OperationDto> operations) =>
        Arranged(operations.Aggregate(Shown, (shown, o) => shown.With(o, _ => true)), Unseen);

    /// <summary>With one change.</summary>
    public TrayState With(OperationDto operation)
    {
        var shown = Shown.With(operation, _ => true);
        return ReferenceEquals(shown, Shown) ? this
            : Arranged(shown, operation.BecameId is null && !OperationStatuses.IsOpen(operation.Status) ? Unseen.Add(operation.Id) : Unseen);
    }

    /// <summary>True if a change ends an operation that is running here.</summary>
    public bool Ends(OperationDto operation) =>
        !OperationStatuses.IsOpen(operation.Status) && Shown.Any(o => o.Id == operation.Id && OperationStatuses.IsOpen(o.Status) && o.Version < operation.Version);

    /// <summary>After the person has looked.</summary>
    public TrayState Seen() => this with { Unseen = [] };

    private TrayState Arranged(IEnumerable<OperationDto> operations, ImmutableHashSet<string> unseen)
    {
        IReadOnlyList<OperationDto> shown =
        [
            .. operations.OrderByDescending(o => OperationStatuses.IsOpen(o.Status)).ThenByDescending(o => o.StartedAt).Take(Size),
        ];
        return this with { Shown = shown, Unseen = unseen.Intersect(shown.Select(o => o.Id)) };
    }
}
