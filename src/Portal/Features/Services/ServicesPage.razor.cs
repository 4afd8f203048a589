using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

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
    private const string Usual = "type,version,status,orgs,peers,channels,age";
    private const string Memory = "services.columns";

    private readonly ServicesState _state = new();
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private bool _loaded;
    private string? _remembered;
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

    /// <summary>Kind of blockchain to show.</summary>
    [SupplyParameterFromQuery]
    public string? Type { get; set; }

    /// <summary>Fabric version to show.</summary>
    [SupplyParameterFromQuery]
    public string? Version { get; set; }

    /// <summary>Keys of the columns, separated by commas.</summary>
    [SupplyParameterFromQuery]
    public string? Cols { get; set; }

    /// <summary>Column to sort by.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private ServicesFilter Filter => new(Q, Status, Type, Version, Sort, Cols);

    // The address counts, so that a link shows a colleague the same; without it, what this browser was used to.
    private HashSet<string> Chosen => [.. (Cols ?? _remembered ?? Usual).Split(',')];

    private IReadOnlyList<Column<ServiceDto>> Shown => [.. Columns.Where(c => c.Heading || Chosen.Contains(c.Key))];

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
        if (!firstRender)
        {
            return;
        }

        if (await Js.InvokeAsync<string?>("portal.recall", Gone, Memory) is { Length: > 0 } columns)
        {
            _remembered = columns;
            StateHasChanged();
        }

        // Quotas come from the cloud itself, which may be slow: the list does not wait for them.
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
        base.Dispose(disposing);
    }

    private async Task LoadAsync()
    {
        var (last, _) = await AllServices.ReadAsync(Bff, TenantId, _state, ShowPart, Gone);
        _problem = ProblemView.From(T, last);
        _loaded |= last is BcsResult<ServicePage>.Ok;

        // The page begins with the first ones; its circuit reads the others.
        bool ShowPart()
        {
            (_loaded, _problem) = (true, null);
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

    private string SortUrl(string sort) => (Filter with { Sort = sort }).Url(TenantId);

    private async Task Go(ServicesFilter filter)
    {
        if (filter.Columns != Cols)
        {
            _remembered = filter.Columns;
            await Js.InvokeVoidAsync("portal.remember", Gone, Memory, filter.Columns);
        }

        Navigation.NavigateTo(filter.Url(TenantId), replace: true);
    }
}
