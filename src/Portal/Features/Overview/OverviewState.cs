using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Design;
using Portal.Model.Services;
using Portal.Model.Services.Health;

namespace Portal.Features.Overview;

/// <summary>What a tenant has and what goes on in it, kept current by what is pushed.</summary>
/// <param name="services">The services now.</param>
/// <param name="operations">The operations now.</param>
/// <param name="health">How a service is.</param>
internal sealed class OverviewState(Func<ServicesState> services, Func<IReadOnlyList<OperationDto>> operations, Func<ServiceDto, ServiceHealth> health)
{
    private const int MostEnded = 6;

    /// <summary>The services by name.</summary>
    public IReadOnlyList<ServiceDto> Services => services().All;

    /// <summary>Operations, newest first.</summary>
    public IEnumerable<OperationDto> Operations => operations().OrderByDescending(o => o.StartedAt).ThenBy(o => o.Id, StringComparer.Ordinal);

    /// <summary>Operations that are not over, newest first.</summary>
    public IReadOnlyList<OperationDto> Running => [.. Operations.Where(o => OperationStatuses.IsOpen(o.Status))];

    /// <summary>The operations that ended last.</summary>
    public IReadOnlyList<OperationDto> Ended => [.. Operations.Where(o => !OperationStatuses.IsOpen(o.Status)).OrderByDescending(o => o.EndedAt ?? o.StartedAt).Take(MostEnded)];

    /// <summary>How many different channels the services have.</summary>
    public int Channels => Services.Sum(s => s.Detail?.Channels?.Count ?? 0);

    /// <summary>How many organisations run peers.</summary>
    public int Organizations => Services.Sum(s => s.Detail?.PeerInfo?.Count ?? 0);

    /// <summary>Peers that run, and how many there should be.</summary>
    public (long Up, long Total) Peers => Services.Select(s => Health(s).Peers).Aggregate((Up: 0L, Total: 0L), (sum, p) => (sum.Up + p.Up, sum.Total + p.Total));

    /// <summary>How many services are in each state of health, the most urgent first.</summary>
    public IReadOnlyList<(Status Status, int Count)> Statuses =>
    [
        .. Services.GroupBy(s => Health(s).State.Status).Select(g => (g.Key, g.Count())).OrderByDescending(g => Urgency(g.Key.Kind)).ThenBy(g => g.Key.TextKey, StringComparer.Ordinal),
    ];

    /// <summary>True once what is not among the services does not exist.</summary>
    public bool ServicesRead => services().Reading.IsRead;

    /// <summary>How a service is.</summary>
    public ServiceHealth Health(ServiceDto service) => health(service);

    private static int Urgency(StatusKind kind) => kind switch
    {
        StatusKind.Bad => 5,
        StatusKind.Warning => 4,
        StatusKind.Unknown => 3,
        StatusKind.Busy => 2,
        _ => 1,
    };
}
