using Portal.Contracts.Operations;
using Portal.Live;

namespace Portal.Features.Operations;

/// <summary>One page of operations, newest first, kept current by what is pushed.</summary>
internal sealed class OperationsState
{
    private readonly List<OperationDto> _items = [];

    /// <summary>The operations.</summary>
    public IReadOnlyList<OperationDto> Items => _items;

    /// <summary>Takes a page as it was loaded.</summary>
    public void Load(IEnumerable<OperationDto> items)
    {
        _items.Clear();
        _items.AddRange(items);
    }

    /// <summary>Takes one change: a row that is shown changes in place; a new one comes to the top of the first page if it fits the filter.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="firstPage">True on the first page.</param>
    /// <param name="fits">The filter.</param>
    public void Push(OperationDto operation, bool firstPage, Func<OperationDto, bool> fits)
    {
        if (operation.BecameId is not null)
        {
            // The operation that it became is pushed by itself.
            _items.RemoveAll(o => o.Id == operation.Id);
            return;
        }

        var index = _items.FindIndex(o => o.Id == operation.Id || o.Id == TrayState.CheckingPrefix + operation.AuditId);
        if (index >= 0)
        {
            if (_items[index].Id != operation.Id || _items[index].Version < operation.Version)
            {
                _items[index] = operation;
            }
        }
        else if (firstPage && fits(operation))
        {
            var place = _items.FindIndex(o => o.StartedAt <= operation.StartedAt);
            _items.Insert(place < 0 ? _items.Count : place, operation);
        }
    }
}
