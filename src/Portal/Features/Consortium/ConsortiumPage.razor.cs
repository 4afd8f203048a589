using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Consortia;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Services;
using Portal.Live;
using Portal.Resources;

namespace Portal.Features.Consortium;

/// <summary>Invitations in both directions and members of all consortia of a tenant, live.</summary>
public sealed partial class ConsortiumPage
{
    private FeedSubscription? _subscription;
    private ConsortiumDto? _state;
    private IReadOnlyList<InvitationView> _invitations = [];
    private List<ServiceDto> _services = [];
    private ProblemView? _problem;
    private string? _loaded;
    private bool _gone;
    private InvitationView? _chosen;
    private InvitationAction? _action;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>What is shown.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>Opens the dialog that invites.</summary>
    [SupplyParameterFromQuery]
    public string? Invite { get; set; }

    /// <summary>With the next one, what is to be done with an invitation.</summary>
    [SupplyParameterFromQuery]
    public string? Do { get; set; }

    /// <summary>Key of that invitation.</summary>
    [SupplyParameterFromQuery]
    public string? Of { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    [Inject]
    private BffHttp Bff { get; set; } = null!;

    [Inject]
    private EventFeed Feed { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    private string? Shown => ConsortiumTabs.All.Contains(Show) ? Show : null;

    private bool Inviting => RendererInfo.IsInteractive && Invite is not null && Tenant.Can(BcsOperations.InviteTenants.Action);

    private IEnumerable<InvitationView> Visible => _invitations.Where(i => Fits(i, Shown));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_subscription is null && RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(s =>
            {
                s.Consortium = c => Post(() => Take(c));
                s.Service = service => Post(() => Take(service));
                s.ServiceRemoved = gone => Post(() => { _services.RemoveAll(k => k.Id == gone.Id && k.Tenant == gone.Tenant); });
                s.Reconnected = () => Post(() => LoadAsync(false));
            });
        }

        if (_loaded != TenantId)
        {
            _loaded = TenantId;
            _state = null;
            await LoadAsync(false);
        }

        Choose();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    private static bool Fits(InvitationView invitation, string? tab) => tab switch
    {
        ConsortiumTabs.Mine => invitation.Turn == Turn.Mine,
        ConsortiumTabs.Received => invitation.Received,
        ConsortiumTabs.Sent => !invitation.Received,
        _ => true,
    };

    private int Count(string? tab) => tab is ConsortiumTabs.Members ? _state?.Members.Count ?? 0 : _invitations.Count(i => Fits(i, tab));

    private async Task LoadAsync(bool fresh)
    {
        var services = Tenant.Can(BcsOperations.GetService.Action)
            ? AllServices.ReadFirstAsync(Bff, TenantId, Gone)
            : null;
        var result = await Bff.GetAsync<ConsortiumDto>(PortalUrls.With(BffRoutes.Consortia, ("tenant", TenantId), ("fresh", fresh ? "true" : null)), Gone);
        _problem = ProblemView.From(T, result);
        if (result is BcsResult<ConsortiumDto>.Ok ok)
        {
            Take(ok.Value);
        }

        if (services is not null && await services is BcsResult<ServicePage>.Ok { Value: var page })
        {
            _services = [.. page.Items];
        }

        StateHasChanged();
    }

    private void Take(ConsortiumDto state)
    {
        if (state.Tenant == TenantId && !(_state?.Version > state.Version))
        {
            _state = state;
            _invitations = InvitationView.All(state, Tenant);
            Choose();
        }
    }

    // The dialog in the address; one that is open stays when its invitation vanishes, and says so.
    private void Choose()
    {
        _action = RendererInfo.IsInteractive && Enum.TryParse<InvitationAction>(Do, out var action) && action is not InvitationAction.Release
            && Tenant.Can(InvitationActions.Operation(action).Action) ? action : null;
        _chosen = _action is null || Of is null ? null : _invitations.FirstOrDefault(i => i.Key == Of) ?? (_chosen?.Key == Of ? _chosen : null);
        _gone = _action is not null && _chosen is null && _state is not null;
    }

    private void Take(ServiceDto service)
    {
        if (service.Tenant == TenantId)
        {
            _services.RemoveAll(s => s.Id == service.Id);
            _services.Add(service);
        }
    }

    private async Task CloseAsync(bool changed)
    {
        // A reload must not open the dialog once more. What was answered is no longer among what waits for an answer: it is shown among all.
        Navigation.NavigateTo(PortalUrls.Consortium(TenantId, changed && Shown is ConsortiumTabs.Mine ? null : Show), replace: true);

        if (changed)
        {
            await LoadAsync(true);
        }
    }
}
