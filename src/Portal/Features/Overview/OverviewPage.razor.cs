using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Monitoring;
using Portal.Features.Operations;
using Portal.Features.Services;
using Portal.Live;
using Portal.Resources;

namespace Portal.Features.Overview;

/// <summary>Where a person comes to after signing in: what waits for them, then what there is and what goes on.</summary>
public sealed partial class OverviewPage
{
    private const int MostServices = 8;
    private const int SourcesEvery = 60;

    private readonly OverviewState _state = new();
    private LaterList _later = null!;
    private AttentionBoard _board = null!;
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private bool _loaded;
    private bool _complete;
    private (long Used, long Limit)? _quota;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    [Inject]
    private BffHttp Bff { get; set; } = null!;

    [Inject]
    private EventFeed Feed { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    [Inject]
    private IEnumerable<IAttentionSource> Sources { get; set; } = [];

    [Inject]
    private AlarmReader Alarms { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool Operates => Tenant.Can(BcsOperations.ListOperationRecords.Action);

    // Says of a sum that more is still to come.
    private string Plus => _complete ? "" : "+";

    private IReadOnlyList<Attention> Waiting =>
        Attention.Sorted(_state.Waiting(Time.GetUtcNow()).Select(w => OwnAttention.Of(T, Tenant, w)).Concat(_board.Items));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        (_later, _board) = (new(Bff, Time, TenantId), new(Sources, Tenant, Post, Gone));
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(s =>
            {
                s.Service = service => Post(() => Take(service));
                s.ServiceRemoved = gone => Post(() => Drop(gone));
                s.Operation = operation => Post(() => Take(operation));
                s.Reconnected = () => Post(LoadAsync);
            });
        }

        await LoadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _board.Begin();
        if (await ServiceQuota.ReadAsync(Bff, Tenant, Gone) is { } quota)
        {
            _quota = quota;
            StateHasChanged();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _board?.Dispose();
        base.Dispose(disposing);
    }

    // Those that need a look come first; the list has the others.
    private static IEnumerable<ServiceDto> Foremost(IEnumerable<ServiceDto> services) =>
        services.OrderBy(s => ServiceView.Status(s).Kind is StatusKind.Good).Take(MostServices);

    private async Task LoadAsync()
    {
        // What was put off must not come up for a moment, so this is known first.
        await _later.LoadAsync(Gone);
        foreach (var status in Operates ? new[] { OperationsFilter.Running, OperationsFilter.Attention, OperationStatuses.Finished } : [])
        {
            if (await Bff.GetAsync<Page<OperationDto>>(new OperationsFilter(status, null, null, null).Path(TenantId, null), Gone) is BcsResult<Page<OperationDto>>.Ok ok)
            {
                _state.Load(ok.Value.Items);
            }
        }

        (var last, _complete) = await AllServices.ReadAsync(Bff, TenantId, _state.Services, ShowPart, Gone);
        _problem = ProblemView.From(T, last);
        _loaded |= last is BcsResult<ServicePage>.Ok;

        // A page that is made on the server does not wait for all of very many; its circuit reads the rest.
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

    private void Take(ServiceDto service)
    {
        if (service.Tenant == TenantId)
        {
            _state.Services.Push(service);
        }
    }

    private void Drop(ServiceRemovedDto gone)
    {
        if (gone.Tenant == TenantId)
        {
            _state.Services.Remove(gone.Id);
        }
    }

    private void Take(OperationDto operation)
    {
        if (operation.Tenant == TenantId)
        {
            _state.Push(operation);
        }
    }

    private Task PutOffAsync(Attention item) => _later.AddAsync(item.Key, Gone);

    private Task ShowAllAsync() => _later.ClearAsync(Gone);
}
