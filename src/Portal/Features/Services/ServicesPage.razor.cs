using Bcs.Api.Catalogue;
using Bcs.Api.Client;
using Bcs.Api.Quotas;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Live;

namespace Portal.Features.Services;

/// <summary>The services of a tenant, live.</summary>
public sealed partial class ServicesPage
{
    private readonly ServicesState _state = new();
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private bool _loaded;
    private (long Used, long Limit)? _quota;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Text to find.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>Status to show.</summary>
    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    /// <summary>Column to sort by.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    private IEnumerable<string> StatusKeys => _state.All.Select(s => ServiceView.Status(s).TextKey).Distinct().Order();

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
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Quotas come from the cloud itself, which may be slow: the list does not wait for them.
        if (firstRender && Tenant.Can(BcsOperations.ListQuotas.Action))
        {
            await LoadQuotaAsync();
            StateHasChanged();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync()
    {
        var result = await Bff.GetAsync<ServicePage>(PortalUrls.With(BffRoutes.Services, ("tenant", TenantId), ("limit", "200")), Gone);
        _problem = ProblemView.From(T, result);
        if (result is BcsResult<ServicePage>.Ok ok)
        {
            _loaded = true;
            _state.Load(ok.Value);
        }
    }

    private async Task LoadQuotaAsync()
    {
        if (await Bff.CallAsync(Tenant, c => c.ListQuotasAsync(Gone)) is BcsResult<QuotaList>.Ok ok
            && ok.Value.Resources?.FirstOrDefault(r => r.Type is "instance") is { Quota: { } limit } quota)
        {
            _quota = (quota.Used ?? 0, limit);
        }
    }

    private void Take(ServiceDto service)
    {
        if (service.Tenant == TenantId)
        {
            _state.Push(service);
        }
    }

    private void Drop(ServiceRemovedDto gone)
    {
        if (gone.Tenant == TenantId)
        {
            _state.Remove(gone.Id);
        }
    }

    private ProblemView SyncProblem(string code) =>
        new(T["services.stale.title"], UpstreamTexts.Explain(T, code), T["services.stale"], code, null);

    private string SortUrl(string sort) => Url(Q, Status, sort);

    private string Url(string? q, string? status, string? sort) =>
        PortalUrls.With(PortalUrls.Services(TenantId), ("q", q), ("status", status), ("sort", sort));

    private void OnFind(string? text) => Navigation.NavigateTo(Url(text, Status, Sort), replace: true);

    private void OnStatus(string? status) => Navigation.NavigateTo(Url(Q, status, Sort), replace: true);

    private void Apply()
    {
        // The list filters as one types; Enter has nothing left to do.
    }
}
