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
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;
using Portal.Live;

namespace Portal.Features.Services;

/// <summary>One service, live: its overview, its channels, and what runs on it.</summary>
public sealed partial class ServiceDetailPage
{
    private const string RecentCount = "10";

    private readonly OperationsState _operations = new();
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private string? _shown;
    private bool _loaded;
    private bool _gone;
    private ServiceMembers? _members;
    private ProblemView? _membersProblem;
    private bool _membersAsked;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Id of the service.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Open tab.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>Channel that is shown in full or changed.</summary>
    [SupplyParameterFromQuery]
    public string? Channel { get; set; }

    /// <summary>Where a list begins; null for the newest.</summary>
    [SupplyParameterFromQuery]
    public string? Cursor { get; set; }

    /// <summary>Open dialog, one of <see cref="ServiceChanges"/>.</summary>
    [SupplyParameterFromQuery]
    public string? Do { get; set; }

    /// <summary>Organisation that the dialog starts with.</summary>
    [SupplyParameterFromQuery(Name = "org")]
    public string? Organization { get; set; }

    /// <summary>Kind of scaling that the dialog starts with.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    private ServiceDto? Service { get; set; }

    private ChangeContext Context => new(Tenant, Service!, _gone, _members, ReadMembersAsync);

    private bool NeedsMembers => ServiceTabs.NeedMembers(Tab) || Do is not null;

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

        if (_shown != Id)
        {
            _shown = Id;
            (Service, _loaded, _gone) = (null, false, false);
            (_members, _membersProblem, _membersAsked) = (null, null, false);
            await LoadAsync();
        }

        // They come from the cloud itself, which may be slow: the page is shown before.
        if (RendererInfo.IsInteractive && NeedsMembers && !_membersAsked)
        {
            _membersAsked = true;
            Post(ReadMembersAsync);
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
            var changed = Service is not null && !Equals(Service.Detail?.BasicInfo?.ProcessStatus, service.Detail?.BasicInfo?.ProcessStatus);
            Service = service;
            if (changed)
            {
                Refresh();
            }
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
            Refresh();
        }
    }

    // Who is in which channel is known to the cloud alone.
    private void Refresh()
    {
        if (NeedsMembers && _membersAsked)
        {
            Post(ReadMembersAsync);
        }
        else
        {
            _membersAsked = false;
        }
    }

    private async Task<(ServiceMembers? Members, ProblemView? Problem)> ReadMembersAsync()
    {
        var asked = Id;
        var (members, problem) = await MembersReader.ReadAsync(Bff, T, Tenant, asked, Gone);
        if (asked == Id)
        {
            (_members, _membersProblem) = (members ?? _members, problem);
            StateHasChanged();
        }

        return (members, problem);
    }

    private void CloseDialog() => Navigation.NavigateTo(PortalUrls.Service(TenantId, Id, Tab, Channel));
}
