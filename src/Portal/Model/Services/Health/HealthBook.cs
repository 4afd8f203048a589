using Portal.Contracts.Monitoring;
using Portal.Contracts.Services;

namespace Portal.Model.Services.Health;

/// <summary>The health of the services on a page, derived once for each state of a service and of the alarms.</summary>
internal sealed class HealthBook
{
    private readonly Dictionary<string, (ServiceDto Service, ServiceHealth Health)> _known = [];
    private AlarmOverviewDto? _alarms;
    private ILookup<string, AlarmDto>? _byService;

    /// <summary>The health of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="alarms">The tenant's alarms as they were last read; null if they were not.</param>
    public ServiceHealth Of(ServiceDto service, AlarmOverviewDto? alarms)
    {
        Take(alarms);
        if (!_known.TryGetValue(service.Id, out var known) || !ReferenceEquals(known.Service, service))
        {
            known = (service, ServiceHealth.Of(service, _byService?[service.Id]));
            _known[service.Id] = known;
        }

        return known.Health;
    }

    /// <summary>The alarms of a service that are on.</summary>
    /// <param name="service">Id of the service.</param>
    /// <param name="alarms">The tenant's alarms as they were last read; null if they were not.</param>
    public IReadOnlyList<AlarmDto> Alarms(string service, AlarmOverviewDto? alarms)
    {
        Take(alarms);
        return [.. _byService?[service] ?? []];
    }

    private void Take(AlarmOverviewDto? alarms)
    {
        if (!ReferenceEquals(alarms, _alarms))
        {
            _known.Clear();
            (_alarms, _byService) = (alarms, alarms is { Reading.IsRead: true } ? alarms.Items.ToLookup(a => a.BlockchainId) : null);
        }
    }
}
