using Microsoft.AspNetCore.Components;

using Portal.Contracts.Monitoring;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Live;
using Portal.Model.Monitoring;
using Portal.Model.Services.Health;
using Portal.Resources;

namespace Portal.Model.Services;

/// <summary>What the pages about all services of a tenant have in common: they read them part by part, show what there is, and follow what is pushed.</summary>
public abstract class ServicesPageBase : LiveComponent
{
    private readonly HealthBook _health = new();
    private LiveQuery<ServicesState> _services = null!;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>The tenant, with what the person may do in it.</summary>
    [CascadingParameter]
    protected TenantDto Tenant { get; set; } = null!;

    /// <summary>Texts.</summary>
    [Inject]
    protected Texts T { get; set; } = null!;

    [Inject]
    private protected ServicesClient Client { get; set; } = null!;

    [Inject]
    private protected AlarmReader AlarmReader { get; set; } = null!;

    /// <summary>The alarms as they were last read; null if they were not.</summary>
    protected AlarmOverviewDto? Alarms => AlarmReader.Known(TenantId);

    /// <summary>True if the person may read the alarms.</summary>
    private protected bool KnowsAlarms => AlarmReader.Applies(Tenant);

    /// <summary>The services as far as they are known.</summary>
    private protected ServicesState Services => _services.Value ?? ServicesState.Unread;

    /// <summary>Why they could not be read, or null.</summary>
    protected ProblemView? Problem => ProblemView.From(T, _services);

    /// <summary>True once there is something to show, if only a part.</summary>
    protected bool Loaded => _services.Value is not null;

    /// <summary>True once all of them are known.</summary>
    protected bool Complete => Services.Complete;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // A page that is made on the server does not wait for all of very many: it begins with the first ones, and its circuit reads the others.
        _services = LiveInParts<ServicesState>((part, gone) => Client.ReadAllAsync(TenantId, Services, known =>
            {
                part(known);
                if (RendererInfo.IsInteractive)
                {
                    StateHasChanged();
                }

                return RendererInfo.IsInteractive;
            }, gone))
            .On<ServiceDto>((known, service) => known.With(service))
            .On<ServiceRemovedDto>((known, gone) => known.Without(gone.Id));
        await AskAsync();
    }

    /// <summary>Reads what the page shows for the first time.</summary>
    protected virtual Task AskAsync() => _services.AskAsync(TenantId);

    /// <summary>Reads what the page shows once more.</summary>
    protected virtual Task LoadAsync() => _services.ReloadAsync();

    /// <summary>How a service is, from what is known of it and of its alarms.</summary>
    private protected ServiceHealth HealthOf(ServiceDto service) => _health.Of(service, Alarms);

    /// <summary>The alarms of a service that are on.</summary>
    private protected IReadOnlyList<AlarmDto> AlarmsOf(ServiceDto service) => _health.Alarms(service.Id, Alarms);

    /// <summary>True once nobody may say of a service that its alarms were not read.</summary>
    private protected bool AllAlarmsRead => Alarms is { Reading.IsRead: true } known && known.Read >= known.Services;

    /// <summary>Reads the alarms.</summary>
    private protected Task ReadAlarmsAsync() => KnowsAlarms ? AlarmReader.ReadAsync(TenantId, Gone) : Task.CompletedTask;
}
