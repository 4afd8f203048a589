using Portal.Contracts.Operations;

namespace Portal.Live;

/// <summary>What became of a push.</summary>
public enum Pushed
{
    /// <summary>It was older than what is known, or about something else.</summary>
    Ignored,

    /// <summary>It was taken.</summary>
    Applied,

    /// <summary>A version is missing before it: the operation has to be read again.</summary>
    Gap,
}

/// <summary>
/// One operation with all that happened to it: first what was stored, then what is pushed. Every viewer gets the same list,
/// whenever the page was opened, because events are only ever added in the order of their versions.
/// </summary>
public sealed class OperationTimeline
{
    private readonly List<OperationEventDto> _events = [];
    private readonly SortedDictionary<long, OperationDto> _early = [];

    /// <summary>The newest known state, or null before the first reading.</summary>
    public OperationDto? Current { get; private set; }

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<OperationEventDto> Events => _events;

    /// <summary>Takes a complete reading. What was pushed before it and is newer is added after it.</summary>
    public void Load(OperationDto operation)
    {
        if (Current is null || operation.Id != Current.Id || operation.Version >= Current.Version)
        {
            Current = operation;
            _events.Clear();
            _events.AddRange(operation.Events);
        }

        foreach (var early in _early.Values.ToList())
        {
            Push(early);
        }

        _early.Clear();
    }

    /// <summary>Takes one change.</summary>
    public Pushed Push(OperationDto operation)
    {
        if (Current is null)
        {
            _early[operation.Version] = operation;
            return Pushed.Ignored;
        }

        if (operation.Id != Current.Id || operation.Version <= Current.Version)
        {
            return Pushed.Ignored;
        }

        if (operation.Version != Current.Version + 1)
        {
            return Pushed.Gap;
        }

        Current = operation;
        _events.AddRange(operation.Events.Where(e => e.Version == operation.Version));
        return Pushed.Applied;
    }
}
