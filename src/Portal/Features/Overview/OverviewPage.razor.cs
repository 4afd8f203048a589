using Bcs.Api.Catalogue;
using Bcs.Api.Client;
using Bcs.Api.Quotas;

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Operations;
using Portal.Features.Services;
using Portal.Live;
using Portal.Resources;

namespace Portal.Features.Overview;

/// <summary>Where a person comes to after signing in: what waits for them, then what there is and what goes on.</summary>
public sealed partial class OverviewPage
{
    private const int MostServices = 8;
    private const string Memory = "overview.later";

    private readonly OverviewState _state = new();
    private HashSet<string> _later = [];
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private bool _loaded;
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
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool Operates => Tenant.Can(BcsOperations.ListOperationRecords.Action);

    private IReadOnlyList<Attention> Waiting => _state.Waiting(Time.GetUtcNow());

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
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

        if (await Js.InvokeAsync<string?>("portal.recall", Gone, $"{Memory}.{TenantId}") is { Length: > 0 } later)
        {
            _later = [.. later.Split(' ')];
            StateHasChanged();
        }

        if (Tenant.Can(BcsOperations.ListQuotas.Action)
            && await Bff.CallAsync(Tenant, c => c.ListQuotasAsync(Gone)) is BcsResult<QuotaList>.Ok ok
            && ok.Value.Resources?.FirstOrDefault(r => r.Type is "instance") is { Quota: { } limit } quota)
        {
            _quota = (quota.Used ?? 0, limit);
            StateHasChanged();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    // Those that need a look come first; the list has the others.
    private static IEnumerable<ServiceDto> Foremost(IEnumerable<ServiceDto> services) =>
        services.OrderBy(s => ServiceView.Status(s).Kind is StatusKind.Good).Take(MostServices);

    private async Task LoadAsync()
    {
        var items = new List<ServiceDto>();
        for (string? cursor = ""; cursor is not null;)
        {
            var result = await Bff.GetAsync<ServicePage>(PortalUrls.With(BffRoutes.Services, ("tenant", TenantId), ("limit", "200"), ("cursor", cursor)), Gone);
            _problem = ProblemView.From(T, result);
            if (result is not BcsResult<ServicePage>.Ok { Value: var page })
            {
                return;
            }

            items.AddRange(page.Items);
            cursor = page.Next;
            _state.Services.Load(page with { Items = items }, complete: cursor is null);
        }

        foreach (var status in Operates ? new[] { OperationsFilter.Running, OperationsFilter.Attention, OperationStatuses.Finished } : [])
        {
            if (await Bff.GetAsync<Page<OperationDto>>(new OperationsFilter(status, null, null, null).Path(TenantId, null), Gone) is BcsResult<Page<OperationDto>>.Ok ok)
            {
                _state.Load(ok.Value.Items);
            }
        }

        _loaded = true;
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

    private Task PutOffAsync(Attention item)
    {
        // What no longer waits needs no note that it was put off.
        var waiting = Waiting.Select(w => w.Key).ToHashSet();
        _later = [.. _later.Where(waiting.Contains), item.Key];
        return RememberAsync();
    }

    private Task ShowAllAsync()
    {
        _later = [];
        return RememberAsync();
    }

    private async Task RememberAsync() => await Js.InvokeVoidAsync("portal.remember", Gone, $"{Memory}.{TenantId}", string.Join(' ', _later));
}
