using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Controls;
using Portal.Live;

namespace Portal.Features.Operations;

/// <summary>The operations of a tenant, newest first, live.</summary>
public sealed partial class OperationsPage
{
    private static readonly string[] Statuses =
    [
        OperationStatuses.Processing, OperationStatuses.Waiting, OperationStatuses.Checking, OperationStatuses.Finished,
        OperationStatuses.Failed, OperationStatuses.Stop, OperationStatuses.Unknown,
    ];

    private readonly OperationsState _state = new();
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private Page<OperationDto>? _page;
    private string? _shown;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Status to show.</summary>
    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    /// <summary>Id of the service whose operations to show.</summary>
    [SupplyParameterFromQuery]
    public string? Service { get; set; }

    /// <summary>Where the page begins.</summary>
    [SupplyParameterFromQuery]
    public string? Cursor { get; set; }

    private bool Filtered => !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Service);

    private IEnumerable<(string Id, string Name)> ServiceChoices =>
        _state.Items.Where(o => o.BlockchainId is not null)
            .Select(o => (o.BlockchainId!, o.BlockchainName ?? o.BlockchainId!))
            .Append((Service ?? "", Service ?? ""))
            .Where(s => s.Item1.Length > 0)
            .DistinctBy(s => s.Item1);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_subscription is null && RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(s =>
            {
                s.Operation = o => Post(() => Take(o));
                s.Reconnected = () => Post(LoadAsync);
            });
        }

        var asked = Url(Status, Service, Cursor);
        if (asked == _shown)
        {
            return;
        }

        _shown = asked;
        await LoadAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync()
    {
        var path = PortalUrls.With(BffRoutes.Operations, ("tenant", TenantId), ("status", Status), ("blockchainId", Service), ("cursor", Cursor));
        var result = await Bff.GetAsync<Page<OperationDto>>(path, Gone);
        _problem = ProblemView.From(T, result);
        if (result is BcsResult<Page<OperationDto>>.Ok ok)
        {
            _page = ok.Value;
            _state.Load(ok.Value.Items);
        }
    }

    private void Take(OperationDto operation)
    {
        if (operation.Tenant == TenantId)
        {
            _state.Push(operation, Cursor is null, Fits);
        }
    }

    private bool Fits(OperationDto operation) =>
        (string.IsNullOrEmpty(Status) || operation.Status == Status)
        && (string.IsNullOrEmpty(Service) || operation.BlockchainId == Service);

    private string Url(string? status, string? service, string? cursor) =>
        PortalUrls.With(PortalUrls.Operations(TenantId, status, service), ("cursor", cursor));

    private void SetStatus(string? status) => Navigation.NavigateTo(Url(status, Service, null));

    private void SetService(string? service) => Navigation.NavigateTo(Url(Status, service, null));
}
