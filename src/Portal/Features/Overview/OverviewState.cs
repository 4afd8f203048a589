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

    private static readonly TimeSpan Recently = TimeSpan.FromDays(7);
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(45);

    private readonly Dictionary<string, OperationDto> _operations = [];

    /// <summary>Operations that are not over, newest first.</summary>
    public IReadOnlyList<OperationDto> Running => [.. Newest().Where(o => OperationStatuses.IsOpen(o.Status))];

    /// <summary>The operations that ended last.</summary>
    public IReadOnlyList<OperationDto> Ended => [.. Newest().Where(o => !OperationStatuses.IsOpen(o.Status)).OrderByDescending(o => o.EndedAt ?? o.StartedAt).Take(MostEnded)];

    /// <summary>How many different channels the services have.</summary>
    public int Channels => services.All.Sum(s => s.Detail?.Channels?.Count ?? 0);

    /// <summary>How many organisations run peers.</summary>
    public int Organizations => services.All.Sum(s => s.Detail?.PeerInfo?.Count ?? 0);

    /// <summary>Peers that run, and how many there should be.</summary>
    public (long Up, long Total) Peers => services.All.Select(ServiceView.Peers).Aggregate((Up: 0L, Total: 0L), (sum, p) => (sum.Up + p.Up, sum.Total + p.Total));

    /// <summary>How many services are in each status, the most urgent first.</summary>
    public IReadOnlyList<(Status Status, int Count)> Statuses =>
    [
        .. services.All.GroupBy(ServiceView.Status).Select(g => (g.Key, g.Count())).OrderByDescending(g => Urgency(g.Key.Kind)).ThenBy(g => g.Key.TextKey, StringComparer.Ordinal),
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

    /// <summary>What waits for somebody, the most urgent first.</summary>
    /// <param name="now">The moment.</param>
    public IReadOnlyList<Waiting> Waiting(DateTimeOffset now) =>
    [
        .. services.All.Select(OfService).OfType<Waiting>(),
        .. Newest().Where(o => NeedsLook(o, now)).Select(o => new Waiting.OfOperation(o)),
        .. Running.Where(o => now - o.StartedAt > Stuck).Select(o => new Waiting.OfOperation(o)),
    ];

    private static Waiting? OfService(ServiceDto service)
    {
        var (up, total) = ServiceView.Peers(service);
        return ServiceView.Status(service).Kind switch
        {
            StatusKind.Bad or StatusKind.Warning => new Waiting.OfService(service, null),
            StatusKind.Good when up < total => new Waiting.OfService(service, total - up),
            _ => null,
        };
    }

    // A failure is settled once the same was done to the same thing and ended well.
    private bool NeedsLook(OperationDto operation, DateTimeOffset now) =>
        operation.Status is OperationStatuses.Failed or OperationStatuses.Stop or OperationStatuses.Unknown
        && now - (operation.EndedAt ?? operation.StartedAt) < Recently
        && !_operations.Values.Any(o => o.Status is OperationStatuses.Finished && o.Operation == operation.Operation
            && (o.BlockchainId == operation.BlockchainId || o.BlockchainName == operation.BlockchainName) && o.StartedAt > operation.StartedAt);

    private static int Urgency(StatusKind kind) => kind switch
    {
        StatusKind.Bad => 5,
        StatusKind.Warning => 4,
        StatusKind.Unknown => 3,
        StatusKind.Busy => 2,
        _ => 1,
    };

    private IEnumerable<OperationDto> Newest() => _operations.Values.OrderByDescending(o => o.StartedAt).ThenBy(o => o.Id, StringComparer.Ordinal);
}

/// <summary>Something that waits for somebody to look at it.</summary>
/// <param name="Key">Names it and its state, so that what was put off comes back when it changes.</param>
public abstract record Waiting(string Key)
{
    /// <summary>An operation that failed, is unclear, or takes suspiciously long.</summary>
    /// <param name="Operation">The operation.</param>
    public sealed record OfOperation(OperationDto Operation) : Waiting($"o/{Operation.Id}/{Operation.Status}");

    /// <summary>A service that is not as it should be.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="PeersDown">How many of its peers do not run; null if the service itself says that something is wrong.</param>
    public sealed record OfService(ServiceDto Service, long? PeersDown) : Waiting($"s/{Service.Id}/{ServiceView.Status(Service).TextKey}/{PeersDown}");
}
