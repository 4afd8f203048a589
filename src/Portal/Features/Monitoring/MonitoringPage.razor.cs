using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Contracts.Monitoring;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Services;
using Portal.Live;

namespace Portal.Features.Monitoring;

/// <summary>All services with what is wrong with them now; each leads to its charts.</summary>
public sealed partial class MonitoringPage
{
    private readonly ServicesState _services = new();
    private AlarmOverviewDto? _alarms;
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private bool _loaded;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Which services.</summary>
    [SupplyParameterFromQuery]
    public string? Only { get; set; }

    /// <summary>Part of a name.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    // Until then nobody knows that a service has no alarm.
    private bool AllRead => _alarms is { } alarms && alarms.Read >= alarms.Services;

    private MonitoringFilter Filter => new(Only, Q);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(s =>
            {
                s.Service = service => Post(() => Take(service));
                s.ServiceRemoved = gone => Post(() => Drop(gone));
                s.Reconnected = () => Post(LoadAsync);
            });
        }

        await LoadAsync();
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            Post(ReadAlarmsAsync);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    private IReadOnlyList<MonitoredService> Shown(MonitoringFilter filter) => MonitoredService.Of(_services.All, _alarms?.Items ?? [], filter);

    private async Task LoadAsync()
    {
        var (last, _) = await AllServices.ReadAsync(Bff, TenantId, _services, ShowPart, Gone);
        _problem = ProblemView.From(T, last);
        _loaded |= last is BcsResult<ServicePage>.Ok;

        bool ShowPart()
        {
            _loaded = true;
            if (RendererInfo.IsInteractive)
            {
                StateHasChanged();
            }

            return RendererInfo.IsInteractive;
        }
    }

    private async Task ReadAlarmsAsync()
    {
        if (AlarmReader.Applies(Tenant))
        {
            await Reader.ReadAsync(TenantId, Gone);
            _alarms = Reader.Known(TenantId);
        }
    }

    private void Take(ServiceDto service)
    {
        if (service.Tenant == TenantId)
        {
            _services.Push(service);
        }
    }

    private void Drop(ServiceRemovedDto gone)
    {
        if (gone.Tenant == TenantId)
        {
            _services.Remove(gone.Id);
        }
    }

    private void Go(MonitoringFilter filter) => Navigation.NavigateTo(filter.Url(TenantId), replace: true);
}
