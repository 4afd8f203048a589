using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;
using Portal.Live;
using Portal.Model.Certificates;
using Portal.Model.Monitoring;
using Portal.Model.Operations;
using Portal.Model.Services;

namespace Portal.Features.Services;

/// <summary>One service, live: its overview, its channels, and what runs on it.</summary>
public sealed partial class ServiceDetailPage
{
    private const int RecentCount = 10;

    private LiveQuery<ServiceDto> _service = null!;
    private LiveQuery<Page<OperationDto>> _recent = null!;
    private string? _shown;
    private bool _gone;
    private ServiceMembers? _members;
    private ProblemView? _membersProblem;
    private bool _membersAsked;
    private ServiceNews? _news;

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

    [Inject]
    private AlarmReader Alarms { get; set; } = null!;

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    [Inject]
    private ServicesClient Client { get; set; } = null!;

    [Inject]
    private OperationsClient OperationsClient { get; set; } = null!;

    [Inject]
    private CertificatesClient Certificates { get; set; } = null!;

    private ServiceDto? Service => _service.Value;

    // A service that is not known yet is no trouble: it may be about to appear.
    private bool Missing => _service.Failure is BcsResult<ServiceDto>.Refused { Error.Code: ProblemCodes.NotFound };

    private ProblemView? Problem => Missing ? null : ProblemView.From(T, _service) ?? ProblemView.From(T, _recent);

    private IReadOnlyList<OperationDto> Operations => _recent.Value?.Items ?? [];

    private OperationsFilter OfService => OperationsFilter.All with { Service = Id };

    private ChangeContext Context => new(Tenant, Service!, _gone, _members, ReadMembersAsync) { Alarms = Alarms.Known(TenantId) is { Reading.IsRead: true } known ? [.. known.Items.Where(a => a.BlockchainId == Id)] : null };

    private string? PartName => string.IsNullOrEmpty(Tab) ? null : ServiceTabs.All.Where(t => t.Name == Tab).Select(t => T[t.TextKey]).FirstOrDefault();

    private bool NeedsMembers => ServiceTabs.NeedMembers(Tab) || Do is not null;

    // While the service is being made, its steps belong on this page.
    private OperationDto? Creation => Operations.FirstOrDefault(
        o => o.Operation == BcsOperations.CreateService.Id && OperationStatuses.IsOpen(o.Status));

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _service = Live<ServiceDto>(gone => Client.GetAsync(TenantId, Id, gone)).Follow(s => s.Id == Id);
        _service.Changed = (before, after) =>
        {
            if (before is not null && before.Detail?.BasicInfo?.ProcessStatus != after.Detail?.BasicInfo?.ProcessStatus)
            {
                Refresh();
            }
        };
        _recent = Live<Page<OperationDto>>(ReadRecentAsync)
            .On<OperationDto>((page, operation) => page.With(page.Items.With(operation, OfService.Fits)));
        Follow(s =>
        {
            s.On<ServiceRemovedDto>(gone => Post(() => _gone |= gone.Id == Id && gone.Tenant == TenantId));
            s.On<OperationDto>(operation => Post(() => Took(operation)));
        });
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _news ??= new(Certificates, OperationsClient, Tenant);
        if (_shown != Id)
        {
            (_shown, _gone) = (Id, false);
            (_members, _membersProblem, _membersAsked) = (null, null, false);
            var service = _service.AskAsync(TenantId, Id);
            await _recent.AskAsync(TenantId, Id);
            await service;
            if (RendererInfo.IsInteractive && _news.KnowsCertificates)
            {
                Post(() => _news.ReadAsync(Id, Gone));
            }
        }

        // They come from the cloud itself, which may be slow: the page is shown before.
        if (RendererInfo.IsInteractive && NeedsMembers && !_membersAsked)
        {
            _membersAsked = true;
            Post(ReadMembersAsync);
        }
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && AlarmReader.Applies(Tenant))
        {
            Post(ReadAlarmsAsync);
        }
    }

    private Task<BcsResult<Page<OperationDto>>> ReadRecentAsync(CancellationToken gone) => Tenant.Can(BcsOperations.ListOperationRecords.Action)
        ? OperationsClient.ListAsync(TenantId, OfService, limit: RecentCount, cancellationToken: gone)
        : Task.FromResult<BcsResult<Page<OperationDto>>>(new BcsResult<Page<OperationDto>>.Ok(new([], null), null));

    private void Took(OperationDto operation)
    {
        if (operation.BlockchainId == Id && operation.Tenant == TenantId && operation.Status is OperationStatuses.Finished)
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

    private Task ReadAlarmsAsync() => Alarms.ReadAsync(TenantId, Gone);

    private void CloseDialog() => Navigation.NavigateTo(PortalUrls.Service(TenantId, Id, Tab, Channel));
}
