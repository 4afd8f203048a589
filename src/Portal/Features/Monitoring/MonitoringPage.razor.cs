using Microsoft.AspNetCore.Components;

using Portal.Contracts.Monitoring;

namespace Portal.Features.Monitoring;

/// <summary>All services with what is wrong with them now; each leads to its charts.</summary>
public sealed partial class MonitoringPage
{
    private AlarmOverviewDto? _alarms;

    /// <summary>Which services.</summary>
    [SupplyParameterFromQuery]
    public string? Only { get; set; }

    /// <summary>Part of a name.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    // Until then nobody knows that a service has no alarm.
    private bool AllRead => _alarms is { } alarms && alarms.Read >= alarms.Services;

    private MonitoringFilter Filter => new(Only, Q);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            Post(ReadAlarmsAsync);
        }
    }

    private IReadOnlyList<MonitoredService> Shown(MonitoringFilter filter) => MonitoredService.Of(Services.All, _alarms?.Items ?? [], filter);

    private async Task ReadAlarmsAsync()
    {
        if (AlarmReader.Applies(Tenant))
        {
            await Reader.ReadAsync(TenantId, Gone);
            _alarms = Reader.Known(TenantId);
        }
    }

    private void Go(MonitoringFilter filter) => Navigation.NavigateTo(filter.Url(TenantId), replace: true);
}
