using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Operations;
using Portal.Live;

namespace Portal.Features.Services;

/// <summary>One service, live: its overview, its channels, and what runs on it.</summary>
public sealed partial class ServiceDetailPage
{
    private const string ChannelsTab = "channels";
    private const string RecentCount = "10";

    private readonly OperationsState _operations = new();
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private string? _shown;
    private bool _loaded;
    private bool _gone;
    private bool _creating;
    private int _channelsRevision;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Id of the service.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Open tab.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    private ServiceDto? Service { get; set; }

    // While the service is being made, its steps belong on this page.
    private OperationDto? Creation => _operations.Items.FirstOrDefault(
        o => o.Operation == BcsOperations.CreateService.Id && OperationStatuses.IsOpen(o.Status));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_subscription is null && RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(s =>
            {
                s.Service = service => Post(() => Take(service));
                s.ServiceRemoved = gone => Post(() => _gone |= gone.Id == Id && gone.Tenant == TenantId);
                s.Operation = operation => Post(() => Take(operation));
                s.Reconnected = () => Post(LoadAsync);
            });
        }

        if (_shown == Id)
        {
            return;
        }

        _shown = Id;
        (Service, _loaded, _gone) = (null, false, false);
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
        var asked = Id;
        var services = Bff.GetAsync<ServiceDto>(
            PortalUrls.With($"{BffRoutes.Services}/{Uri.EscapeDataString(asked)}", ("tenant", TenantId)), Gone);
        var operations = Tenant.Can(BcsOperations.ListOperationRecords.Action)
            ? Bff.GetAsync<Page<OperationDto>>(
                PortalUrls.With(BffRoutes.Operations, ("tenant", TenantId), ("blockchainId", Id), ("limit", RecentCount)), Gone)
            : Task.FromResult<BcsResult<Page<OperationDto>>>(new BcsResult<Page<OperationDto>>.Ok(new([], null), null));
        var result = await services;
        var listed = await operations;
        if (asked != Id)
        {
            return;
        }

        // A service that is not known yet is no trouble: it may be about to appear.
        var missing = result is BcsResult<ServiceDto>.Refused { Error.Code: ProblemCodes.NotFound };
        _problem = (missing ? null : ProblemView.From(T, result)) ?? ProblemView.From(T, listed);
        _loaded = missing || result is BcsResult<ServiceDto>.Ok;
        if (result is BcsResult<ServiceDto>.Ok ok)
        {
            Take(ok.Value);
        }

        if (listed is BcsResult<Page<OperationDto>>.Ok found)
        {
            _operations.Load(found.Value.Items);
        }
    }

    private void Take(ServiceDto service)
    {
        if (service.Id == Id && service.Tenant == TenantId && !(Service?.Version > service.Version))
        {
            Service = service;
        }
    }

    private void Take(OperationDto operation)
    {
        if (operation.BlockchainId != Id || operation.Tenant != TenantId)
        {
            return;
        }

        _operations.Push(operation, true, _ => true);
        if (operation.Status is OperationStatuses.Finished)
        {
            // What it changed in the channels is known to the cloud alone.
            _channelsRevision++;
        }
    }
}
