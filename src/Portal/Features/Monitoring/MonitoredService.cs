using Portal.Contracts;
using Portal.Contracts.Monitoring;
using Portal.Contracts.Services;
using Portal.Model.Monitoring;
using Portal.Model.Services.Health;

namespace Portal.Features.Monitoring;

/// <summary>A service with its alarms.</summary>
/// <param name="Service">The service.</param>
/// <param name="Alarms">Its alarms that are on.</param>
/// <param name="Health">How it is.</param>
internal sealed record MonitoredService(ServiceDto Service, IReadOnlyList<AlarmDto> Alarms, ServiceHealth Health)
{
    /// <summary>True if something of it is not as it should be.</summary>
    public bool Unwell => Health.Findings.Count > 0;

    /// <summary>The services that a filter leaves, those that need a look first.</summary>
    /// <param name="services">All services by name.</param>
    /// <param name="alarms">All alarms that are on.</param>
    /// <param name="health">How a service is.</param>
    /// <param name="filter">The filter.</param>
    public static IReadOnlyList<MonitoredService> Of(IEnumerable<ServiceDto> services, IEnumerable<AlarmDto> alarms, Func<ServiceDto, ServiceHealth> health, MonitoringFilter filter)
    {
        var byService = alarms.ToLookup(a => a.BlockchainId);
        return
        [
            .. services.Select(s => new MonitoredService(s, [.. byService[s.Id]], health(s)))
                .Where(s => filter.Only switch { MonitoringFilter.Alarms => s.Alarms.Count > 0, MonitoringFilter.Unwell => s.Unwell, _ => true })
                .Where(s => string.IsNullOrWhiteSpace(filter.Text) || Texts(s.Service).Any(t => PlainText.Has(t, filter.Text)))
                .OrderBy(s => s.Alarms.Select(a => AlarmSeverities.Rank(a.Severity)).DefaultIfEmpty(int.MaxValue).Min()).ThenBy(s => !s.Unwell),
        ];
    }

    private static IEnumerable<string?> Texts(ServiceDto service) => (service.Detail?.PeerInfo ?? []).Select(p => p.Name).Append(service.Name).Append(service.Id);
}
