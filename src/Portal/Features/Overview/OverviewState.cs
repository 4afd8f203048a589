using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Controls;
using Portal.Features.Services;
using Portal.Live;

namespace Portal.Features.Overview;

/// <summary>What a tenant has and what goes on in it, kept current by what is pushed.</summary>
/// <param name="services">The services.</param>
internal sealed class OverviewState(ServicesState services)
{
    private const int MostEnded = 6;

    private readonly Dictionary<string, OperationDto> _operations = [];

    /// <summary>The services by name.</summary>
    public IReadOnlyList<ServiceDto> Services => services.All;

    /// <summary>Operations, newest first.</summary>
    public IEnumerable<OperationDto> Operations => _operations.Values.OrderByDescending(o => o.StartedAt).ThenBy(o => o.Id, StringComparer.Ordinal);

    /// <summary>Operations that are not over, newest first.</summary>
    public IReadOnlyList<OperationDto> Running => [.. Operations.Where(o => OperationStatuses.IsOpen(o.Status))];

    /// <summary>The operations that ended last.</summary>
    public IReadOnlyList<OperationDto> Ended => [.. Operations.Where(o => !OperationStatuses.IsOpen(o.Status)).OrderByDescending(o => o.EndedAt ?? o.StartedAt).Take(MostEnded)];

    /// <summary>How many different channels the services have.</summary>
    public int Channels => Services.Sum(s => s.Detail?.Channels?.Count ?? 0);

    /// <summary>How many organisations run peers.</summary>
    public int Organizations => Services.Sum(s => s.Detail?.PeerInfo?.Count ?? 0);

    /// <summary>Peers that run, and how many there should be.</summary>
    public (long Up, long Total) Peers => Services.Select(ServiceView.Peers).Aggregate((Up: 0L, Total: 0L), (sum, p) => (sum.Up + p.Up, sum.Total + p.Total));

    /// <summary>How many services are in each status, the most urgent first.</summary>
    public IReadOnlyList<(Status Status, int Count)> Statuses =>
    [
        .. Services.GroupBy(ServiceView.Status).Select(g => (g.Key, g.Count())).OrderByDescending(g => Urgency(g.Key.Kind)).ThenBy(g => g.Key.TextKey, StringComparer.Ordinal),
    ];

    /// <summary>Takes operations as they were loaded.</summary>
    public void Load(IEnumerable<OperationDto> operations)
    {
        foreach (var operation in operations)
        {
            Push(operation);
        }
    }

    /// <summary>Takes one change of an operation; an older version than the known one is dropped.</summary>
    public void Push(OperationDto operation)
    {
        if (operation.BecameId is not null)
        {
            _operations.Remove(operation.Id);
        }
        else if (!_operations.TryGetValue(operation.Id, out var known) || known.Version < operation.Version)
        {
            // A call whose outcome was unclear turns into the operation it had started; both carry the call's audit record.
            _operations.Remove(TrayState.CheckingPrefix + operation.AuditId);
            _operations[operation.Id] = operation;
        }
    }

    private static int Urgency(StatusKind kind) => kind switch
    {
        StatusKind.Bad => 5,
        StatusKind.Warning => 4,
        StatusKind.Unknown => 3,
        StatusKind.Busy => 2,
        _ => 1,
    };
}
