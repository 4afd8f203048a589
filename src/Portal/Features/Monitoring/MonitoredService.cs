using Portal.Contracts.Monitoring;
using Portal.Contracts.Services;
using Portal.Controls;
using Portal.Features.Services;

namespace Portal.Features.Monitoring;

/// <summary>A service with its alarms.</summary>
/// <param name="Service">The service.</param>
/// <param name="Alarms">Its alarms that are on.</param>
internal sealed record MonitoredService(ServiceDto Service, IReadOnlyList<AlarmDto> Alarms)
{
    /// <summary>How many alarms of each severity, the most severe first.</summary>
    public IReadOnlyList<(string Severity, int Count)> Severities =>
        [.. Alarms.GroupBy(a => a.Severity).OrderBy(g => AlarmSeverities.Rank(g.Key)).Select(g => (g.Key, g.Count()))];

    /// <summary>True if the service, or a peer of one that is up, is not as it should be.</summary>
    public bool Unwell => ServiceView.Status(Service).Kind switch
    {
        StatusKind.Bad or StatusKind.Warning => true,
        StatusKind.Good => ServiceView.Peers(Service) is var (up, total) && up < total,
        _ => false,
    };

    /// <summary>The services that a filter leaves, those that need a look first.</summary>
    /// <param name="services">All services by name.</param>
    /// <param name="alarms">All alarms that are on.</param>
    /// <param name="filter">The filter.</param>
    public static IReadOnlyList<MonitoredService> Of(IEnumerable<ServiceDto> services, IEnumerable<AlarmDto> alarms, MonitoringFilter filter)
    {
        var byService = alarms.ToLookup(a => a.BlockchainId);
        return
        [
            .. services.Select(s => new MonitoredService(s, [.. byService[s.Id]]))
                .Where(s => filter.Only switch { MonitoringFilter.Alarms => s.Alarms.Count > 0, MonitoringFilter.Unwell => s.Unwell, _ => true })
                .Where(s => string.IsNullOrEmpty(filter.Text) || Texts(s.Service).Any(t => t?.Contains(filter.Text, StringComparison.OrdinalIgnoreCase) == true))
                .OrderBy(s => s.Alarms.Select(a => AlarmSeverities.Rank(a.Severity)).DefaultIfEmpty(int.MaxValue).Min()).ThenBy(s => !s.Unwell),
        ];
    }

    private static IEnumerable<string?> Texts(ServiceDto service) => (service.Detail?.PeerInfo ?? []).Select(p => p.Name).Append(service.Name).Append(service.Id);
}
