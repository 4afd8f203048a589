using Portal.Contracts.Operations;

namespace Portal.Live;

/// <summary>What the operations tray shows: what runs, and what ended since the person last looked.</summary>
internal sealed class TrayState
{
    /// <summary>How many operations the tray holds.</summary>
    public const int Size = 8;

    private readonly Dictionary<string, OperationDto> _operations = [];
    private readonly HashSet<string> _unseen = [];

    /// <summary>Operations that are not over.</summary>
    public IReadOnlyList<OperationDto> Running => [.. Shown.Where(o => OperationStatuses.IsOpen(o.Status))];

    /// <summary>The newest operations, those that run first.</summary>
    public IReadOnlyList<OperationDto> Shown { get; private set; } = [];

    /// <summary>How many ended since the person last looked.</summary>
    public int FinishedSinceLook => _unseen.Count;

    /// <summary>True if one of those that ended did not end well.</summary>
    public bool TroubleSinceLook => _unseen.Any(id => _operations.GetValueOrDefault(id) is { Status: not OperationStatuses.Finished });

    /// <summary>Takes a list as it was loaded.</summary>
    public void Load(IEnumerable<OperationDto> operations)
    {
        foreach (var operation in operations)
        {
            Keep(operation);
        }

        Arrange();
    }

    /// <summary>Takes one change.</summary>
    /// <returns>True if it ends an operation that was running here.</returns>
    public bool Push(OperationDto operation)
    {
        var ran = _operations.GetValueOrDefault(operation.Id) is { } known && OperationStatuses.IsOpen(known.Status);
        var ended = Keep(operation) && !OperationStatuses.IsOpen(operation.Status);
        if (ended)
        {
            _unseen.Add(operation.Id);
        }

        Arrange();
        return ran && ended;
    }

    /// <summary>The person has looked.</summary>
    public void Look() => _unseen.Clear();

    private bool Keep(OperationDto operation)
    {
        if (operation.BecameId is not null)
        {
            _operations.Remove(operation.Id);
            return false;
        }

        if (_operations.TryGetValue(operation.Id, out var known) && known.Version >= operation.Version)
        {
            return false;
        }

        // A call whose outcome was unclear turns into the operation it had started; both carry the call's audit record.
        if (operation.AuditId is { } audit)
        {
            _operations.Remove(CheckingPrefix + audit);
        }

        _operations[operation.Id] = operation;
        return true;
    }

    /// <summary>How the id of an operation begins that is still being found out.</summary>
    public const string CheckingPrefix = "chk-";

    private void Arrange()
    {
        Shown =
        [
            .. _operations.Values
                .OrderByDescending(o => OperationStatuses.IsOpen(o.Status))
                .ThenByDescending(o => o.StartedAt)
                .Take(Size),
        ];
        foreach (var gone in _operations.Keys.Except(Shown.Select(o => o.Id)).ToList())
        {
            _operations.Remove(gone);
            _unseen.Remove(gone);
        }
    }
}
