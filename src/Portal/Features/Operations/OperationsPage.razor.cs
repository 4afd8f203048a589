using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Live;
using Portal.Model.Operations;
using Portal.Model.Services;

namespace Portal.Features.Operations;

/// <summary>The operations of a tenant, newest first, live.</summary>
public sealed partial class OperationsPage
{
    private LiveQuery<Page<OperationDto>> _page = null!;
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

    /// <summary>Shows those that were started from this time on.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>Shows those that were started before this time.</summary>
    [SupplyParameterFromQuery]
    public string? To { get; set; }

    /// <summary>Where the page begins.</summary>
    [SupplyParameterFromQuery]
    public string? Cursor { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    [Inject]
    private OperationsClient Client { get; set; } = null!;

    [Inject]
    private ServicesClient ServicesClient { get; set; } = null!;

    private Page<OperationDto>? Listed => _page.Value;

    private ProblemView? Problem => ProblemView.From(T, _page);

    private OperationsFilter Filter => new(Status, Service, Kind, By) { From = From, To = To, Zone = Session.Preferences.Zone };

    // A service that is gone can still be asked for: its operations tell its name.
    private IEnumerable<(string Id, string Name)> Choices =>
        ServiceChoices.Of(_services, (Listed?.Items ?? []).Select(o => (o.BlockchainId, o.BlockchainName)), Service);

    /// <inheritdoc/>
    protected override void OnInitialized() =>
        _page = Live<Page<OperationDto>>(gone => Client.ListAsync(TenantId, Filter, Cursor, cancellationToken: gone), keepsLastAnswer: true)
            .On<OperationDto>((page, operation) => page.With(page.Items.With(operation, o => Cursor is null && Filter.Fits(o))));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var services = Tenant.Can(BcsOperations.ListServices.Action) && _services.Count == 0 ? ServicesClient.ReadFirstAsync(TenantId, Gone) : null;
        await _page.AskAsync(TenantId, Filter.Url(TenantId, Cursor));
        if (services is not null && await services is BcsResult<ServicePage>.Ok { Value: var listed })
        {
            _services = listed.Items;
        }
    }

    private Task LoadAsync() => _page.ReloadAsync();

    private void Show(OperationsFilter filter) => Navigation.NavigateTo(filter.Url(TenantId));
}
