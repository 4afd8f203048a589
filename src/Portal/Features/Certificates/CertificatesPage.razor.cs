using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Live;
using Portal.Model.Certificates;
using Portal.Model.Services;
using Portal.Resources;

namespace Portal.Features.Certificates;

/// <summary>The certificates of all services, by when they end, live.</summary>
public sealed partial class CertificatesPage
{
    private LiveQuery<Page<CertificateDto>> _page = null!;
    private LiveQuery<CertificateCalendarDto> _calendar = null!;
    private LiveQuery<CertificateDto> _opened = null!;
    private IReadOnlyList<ServiceDto> _services = [];

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Id of the service whose certificates to show.</summary>
    [SupplyParameterFromQuery]
    public string? Service { get; set; }

    /// <summary>Kind to show.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>State to show.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>Stages to show.</summary>
    [SupplyParameterFromQuery]
    public string? Stage { get; set; }

    /// <summary>Month or year whose certificates to show.</summary>
    [SupplyParameterFromQuery]
    public string? Ends { get; set; }

    /// <summary>Where the page begins.</summary>
    [SupplyParameterFromQuery]
    public string? Cursor { get; set; }

    /// <summary>Id of the certificate in the open dialog.</summary>
    [SupplyParameterFromQuery]
    public string? Certificate { get; set; }

    /// <summary>What the open dialog does.</summary>
    [SupplyParameterFromQuery]
    public string? Do { get; set; }

    /// <summary>Organisation that a new certificate starts with.</summary>
    [SupplyParameterFromQuery]
    public string? Org { get; set; }

    /// <summary>User that a new certificate starts with.</summary>
    [SupplyParameterFromQuery]
    public string? User { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    [Inject]
    private CertificatesClient Client { get; set; } = null!;

    [Inject]
    private ServicesClient ServicesClient { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private Page<CertificateDto>? Listed => _page.Value;

    private ProblemView? Problem => ProblemView.From(T, _page) ?? (Opens ? ProblemView.From(T, _opened) : null);

    private CertificateDto? Opened => Opens ? _opened.Value : null;

    private bool Opens => Certificate is { Length: > 0 };

    private CertificatesFilter Filter => new(Service, Kind, State, Stage, Ends);

    // A service that is gone can still be asked for: its certificates tell its name.
    private IEnumerable<(string Id, string Name)> Choices =>
        ServiceChoices.Of(_services, (Listed?.Items ?? []).Select(c => ((string?)c.BlockchainId, c.BlockchainName)), Service);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _page = Live<Page<CertificateDto>>(gone => Client.ListAsync(TenantId, Filter, Cursor, cancellationToken: gone), keepsLastAnswer: true)
            .On<CertificateDto>((page, certificate) => page.With(page.Items.With(certificate, c => Cursor is null && Filter.Fits(c, Time.GetUtcNow()), ByEnd)))
            .ReloadOn<ServiceRemovedDto>();
        _calendar = Live<CertificateCalendarDto>(gone => Client.ReadCalendarAsync(TenantId, Filter, gone), keepsLastAnswer: true)
            .ReloadOn<CertificateDto>()
            .ReloadOn<ServiceRemovedDto>();
        _opened = Live<CertificateDto>(OpenAsync).Follow(c => c.Id == Certificate);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var services = Tenant.Can(BcsOperations.ListServices.Action) && _services.Count == 0 ? ServicesClient.ReadFirstAsync(TenantId, Gone) : null;
        var calendar = _calendar.AskAsync(TenantId, Filter.CalendarPath(TenantId));
        await _page.AskAsync(TenantId, Filter.Url(TenantId, Cursor));
        await calendar;
        if (services is not null && await services is BcsResult<ServicePage>.Ok { Value: var listed })
        {
            _services = listed.Items;
        }

        if (Opens)
        {
            await _opened.AskAsync(TenantId, Certificate);
        }
    }

    // The one in the dialog may be on another page, or hidden by the filter.
    private async Task<BcsResult<CertificateDto>> OpenAsync(CancellationToken gone) =>
        _opened.Value is null && Listed?.Items.FirstOrDefault(c => c.Id == Certificate) is { } listed
            ? new BcsResult<CertificateDto>.Ok(listed, null)
            : await Client.GetAsync(TenantId, Certificate!, gone);

    private static int ByEnd(CertificateDto a, CertificateDto b) => (a.NotAfter ?? DateTimeOffset.MaxValue).CompareTo(b.NotAfter ?? DateTimeOffset.MaxValue);

    private void Show(CertificatesFilter filter) => Navigation.NavigateTo(filter.Url(TenantId));

    private void CloseDialog() => Navigation.NavigateTo(Filter.Url(TenantId, Cursor));
}
