using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Live;

namespace Portal.Features.Overview;

/// <summary>The operations that the overview knows. It never changes: a change makes a new one.</summary>
/// <param name="Items">The operations, newest first.</param>
/// <param name="Reading">Whether they were ever read.</param>
internal sealed record KnownOperations(IReadOnlyList<OperationDto> Items, Reading Reading)
{
    /// <summary>Before anything was read.</summary>
    public static KnownOperations Unread { get; } = new([], Reading.Of(null, null));

    /// <summary>With a page that was read. What is known and newer stays.</summary>
    public KnownOperations With(Page<OperationDto> page) =>
        new(page.Items.Aggregate(Items, (items, o) => items.With(o, _ => true)), page.Reading ?? Reading.Known);

    /// <summary>With one change; the same if nothing changes.</summary>
    public KnownOperations With(OperationDto operation) =>
        Items.With(operation, _ => true) is var items && ReferenceEquals(items, Items) ? this : this with { Items = items };
}
