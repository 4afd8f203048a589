using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Services;
using Portal.Live;
using Portal.Resources;

namespace Portal.Features.Certificates;

/// <summary>The certificates of all services, by when they end, live.</summary>
public sealed partial class CertificatesPage
{
    private readonly CertificatesState _state = new();
    private FeedSubscription? _subscription;
    private ProblemView? _problem;
    private Page<CertificateDto>? _page;
    private CertificateCalendarDto? _calendar;
    private CertificateDto? _opened;
    private IReadOnlyList<ServiceDto> _services = [];
    private string? _shown;

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
    private BffHttp Bff { get; set; } = null!;

    [Inject]
    private EventFeed Feed { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private CertificatesFilter Filter => new(Service, Kind, State, Stage, Ends);

    // A service that is gone can still be asked for: its certificates tell its name.
    private IEnumerable<(string Id, string Name)> Choices =>
        ServiceChoices.Of(_services, _state.Items.Select(c => ((string?)c.BlockchainId, c.BlockchainName)), Service);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_subscription is null && RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(s =>
            {
                s.Certificate = c => Post(() => TakeAsync(c));
                s.ServiceRemoved = gone => Post(() => gone.Tenant == TenantId ? LoadAsync() : Task.CompletedTask);
                s.Reconnected = () => Post(LoadAsync);
            });
        }

        var asked = Filter.Url(TenantId, Cursor);
        if (asked != _shown)
        {
            _shown = asked;
            await LoadAsync();
        }

        await OpenAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync()
    {
        var calendar = LoadCalendarAsync();
        var services = Tenant.Can(BcsOperations.ListServices.Action) && _services.Count == 0
            ? AllServices.ReadFirstAsync(Bff, TenantId, Gone)
            : null;
        var result = await Bff.GetAsync<Page<CertificateDto>>(Filter.Path(TenantId, Cursor), Gone);
        _problem = ProblemView.From(T, result);
        if (result is BcsResult<Page<CertificateDto>>.Ok ok)
        {
            _page = ok.Value;
            _state.Load(ok.Value.Items);
        }

        await calendar;
        if (services is not null && await services is BcsResult<ServicePage>.Ok { Value: var listed })
        {
            _services = listed.Items;
        }
    }

    private async Task LoadCalendarAsync()
    {
        if (await Bff.GetAsync<CertificateCalendarDto>(Filter.CalendarPath(TenantId), Gone) is BcsResult<CertificateCalendarDto>.Ok ok)
        {
            _calendar = ok.Value;
        }
    }

    // The one in the dialog may be on another page, or hidden by the filter.
    private async Task OpenAsync()
    {
        if (Certificate is not { Length: > 0 } id)
        {
            _opened = null;
        }
        else if (_opened?.Id != id)
        {
            _opened = _state.Items.FirstOrDefault(c => c.Id == id);
            var result = _opened is null
                ? await Bff.GetAsync<CertificateDto>(PortalUrls.With($"{BffRoutes.Certificates}/{Uri.EscapeDataString(id)}", ("tenant", TenantId)), Gone)
                : null;
            if (result is not null && id == Certificate)
            {
                (_opened, _problem) = ((result as BcsResult<CertificateDto>.Ok)?.Value, ProblemView.From(T, result));
            }
        }
    }

    private async Task TakeAsync(CertificateDto certificate)
    {
        if (certificate.Tenant != TenantId)
        {
            return;
        }

        var isNew = _state.Push(certificate, Cursor is null, c => Filter.Fits(c, Time.GetUtcNow()));
        if (_opened?.Id == certificate.Id)
        {
            _opened = certificate;
        }

        if (isNew)
        {
            await LoadCalendarAsync();
        }
    }

    private void Show(CertificatesFilter filter) => Navigation.NavigateTo(filter.Url(TenantId));

    private void CloseDialog() => Navigation.NavigateTo(Filter.Url(TenantId, Cursor));
}
