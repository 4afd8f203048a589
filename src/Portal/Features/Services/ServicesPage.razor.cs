using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Design;
using Portal.Model.Certificates;
using Portal.Model.Operations;
using Portal.Model.Services;

namespace Portal.Features.Services;

/// <summary>The services of a tenant, live.</summary>
public sealed partial class ServicesPage
{
    private const string Usual = "status,peers,alarms,certificate,changed,channels";
    private const string Memory = "services.columns";

    private string? _remembered;
    private ServiceNews? _news;
    private (long Used, long Limit)? _quota;

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

    [Inject]
    private CertificatesClient Certificates { get; set; } = null!;

    [Inject]
    private OperationsClient OperationsClient { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private ServicesFilter Filter => new(Q, Status, Type, Version, Sort, Cols);

    // The address counts, so that a link shows a colleague the same; without it, what this browser was used to.
    private HashSet<string> Chosen => [.. (Cols ?? _remembered ?? Usual).Split(',')];

    private IReadOnlyList<TableColumn<ServiceDto>> Shown => [.. Columns.Where(c => c.Heading || Chosen.Contains(c.Key))];

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        _news = new(Certificates, OperationsClient, Tenant);
        Follow(s => s.On<OperationDto>(operation => Post(() => _news.Push(operation))));
        return base.OnInitializedAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        if (KnowsAlarms)
        {
            Post(ReadAlarmsAsync);
        }

        if (_news is { KnowsCertificates: true } or { KnowsChanges: true })
        {
            Post(() => _news.ReadAsync(null, Gone));
        }

        if (await Js.InvokeAsync<string?>("portal.recall", Gone, Memory) is { Length: > 0 } columns)
        {
            _remembered = columns;
            StateHasChanged();
        }

        // Quotas come from the cloud itself, which may be slow: the list does not wait for them.
        if (await Client.ReadQuotaAsync(Tenant, Gone) is { } quota)
        {
            _quota = quota;
            StateHasChanged();
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
