using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Services;
using Portal.Live;

namespace Portal.Features.Operations;

/// <summary>The operations of a tenant, newest first, live.</summary>
public sealed partial class OperationsPage
{
    private readonly OperationsState _state = new();
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private Page<OperationDto>? _page;
    private string? _shown;
    private IReadOnlyList<ServiceDto> _services = [];

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Status to show.</summary>
    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    /// <summary>Id of the service whose operations to show.</summary>
    [SupplyParameterFromQuery]
    public string? Service { get; set; }

    /// <summary>Catalogue id of the calls to show.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>Name of the person whose operations to show.</summary>
    [SupplyParameterFromQuery]
    public string? By { get; set; }

    /// <summary>Where the page begins.</summary>
    [SupplyParameterFromQuery]
    public string? Cursor { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    private OperationsFilter Filter => new(Status, Service, Kind, By);

    // A service that is gone can still be asked for: its operations tell its name.
    private IEnumerable<(string Id, string Name)> Choices =>
        ServiceChoices.Of(_services, _state.Items.Select(o => (o.BlockchainId, o.BlockchainName)), Service);

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

        var asked = Filter.Url(TenantId, Cursor);
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
        var services = Tenant.Can(BcsOperations.ListServices.Action) && _services.Count == 0
            ? AllServices.ReadFirstAsync(Bff, TenantId, Gone)
            : null;
        var result = await Bff.GetAsync<Page<OperationDto>>(Filter.Path(TenantId, Cursor), Gone);
        _problem = ProblemView.From(T, result);
        if (result is BcsResult<Page<OperationDto>>.Ok ok)
        {
            _page = ok.Value;
            _state.Load(ok.Value.Items);
        }

        if (services is not null && await services is BcsResult<ServicePage>.Ok { Value: var listed })
        {
            _services = listed.Items;
        }
    }

    private void Take(OperationDto operation)
    {
        if (operation.Tenant == TenantId)
        {
            _state.Push(operation, Cursor is null, Filter.Fits);
        }
    }

    private void Show(OperationsFilter filter) => Navigation.NavigateTo(filter.Url(TenantId));
}
