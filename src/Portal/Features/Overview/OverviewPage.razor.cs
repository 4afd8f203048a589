using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Controls;
using Portal.Features.Monitoring;
using Portal.Features.Operations;
using Portal.Features.Services;
using Portal.Live;

namespace Portal.Features.Overview;

/// <summary>Where a person comes to after signing in: what waits for them, then what there is and what goes on.</summary>
public sealed partial class OverviewPage
{
    private const int MostServices = 8;
    private const int SourcesEvery = 60;

    private OverviewState _state = null!;
    private OwnAttention _own = null!;
    private LaterList _later = null!;
    private AttentionBoard _board = null!;
    private (long Used, long Limit)? _quota;

    [Inject]
    private IEnumerable<IAttentionSource> Sources { get; set; } = [];

    [Inject]
    private AlarmReader Alarms { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool Operates => Tenant.Can(BcsOperations.ListOperationRecords.Action);

    // Says of a sum that more is still to come.
    private string Plus => Complete ? "" : "+";

    private IReadOnlyList<Attention> Waiting =>
        Attention.Sorted(_own.Items(Time.GetUtcNow()).Concat(_board.Items));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        (_state, _later, _board) = (new(Services), new(Bff, Time, TenantId), new(Sources, Tenant, Post, Gone));
        _own = new(_state, Tenant, T);
        await base.OnInitializedAsync();
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
        _board?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    private protected override void Listen(FeedSubscription subscription)
    {
        base.Listen(subscription);
        subscription.Operation = operation => Post(() => Take(operation));
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync()
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

        await base.LoadAsync();
    }

    // Those that need a look come first; the list has the others.
    private static IEnumerable<ServiceDto> Foremost(IEnumerable<ServiceDto> services) =>
        services.OrderBy(s => ServiceView.Status(s).Kind is StatusKind.Good).Take(MostServices);

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
