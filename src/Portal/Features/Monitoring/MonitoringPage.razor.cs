using Microsoft.AspNetCore.Components;

using Portal.Model.Monitoring;

namespace Portal.Features.Monitoring;

/// <summary>All services with what is wrong with them now; each leads to its charts.</summary>
public sealed partial class MonitoringPage
{
    /// <summary>Which services.</summary>
    [SupplyParameterFromQuery]
    public string? Only { get; set; }

    /// <summary>Part of a name.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    private MonitoringFilter Filter => new(Only, Q);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && KnowsAlarms)
        {
            Post(ReadAlarmsAsync);
        }
    }

    private IReadOnlyList<MonitoredService> Shown(MonitoringFilter filter) => MonitoredService.Of(Services.All, Alarms?.Items ?? [], HealthOf, filter);

    private void Go(MonitoringFilter filter) => Navigation.NavigateTo(filter.Url(TenantId), replace: true);
}
