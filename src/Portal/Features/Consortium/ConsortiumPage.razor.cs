using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Consortia;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Live;
using Portal.Model.Consortia;
using Portal.Model.Services;
using Portal.Resources;

namespace Portal.Features.Consortium;

/// <summary>Invitations in both directions and members of all consortia of a tenant, live.</summary>
public sealed partial class ConsortiumPage
{
    private LiveQuery<ConsortiumDto> _state = null!;
    private LiveQuery<ServicePage> _services = null!;
    private IReadOnlyList<InvitationView> _invitations = [];
    private IReadOnlyList<MemberCompany> _members = [];
    private bool _fresh;
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
    private ConsortiumClient Client { get; set; } = null!;

    [Inject]
    private ServicesClient ServicesClient { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    private ConsortiumDto? State => _state.Value;

    private ProblemView? Problem => ProblemView.From(T, _state);

    private IReadOnlyList<ServiceDto> Services => _services.Value?.Items ?? [];

    private Reading ServicesReading => _services.Value?.Reading ?? Reading.Of(null, null);

    private string? Shown => ConsortiumTabs.All.Contains(Show) ? Show : null;

    private bool Inviting => RendererInfo.IsInteractive && Invite is not null && Tenant.Can(BcsOperations.InviteTenants.Action);

    private IEnumerable<InvitationView> Visible => _invitations.Where(i => Fits(i, Shown));

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _state = Live<ConsortiumDto>(gone => Client.GetAsync(TenantId, _fresh, gone)).Follow(_ => true);
        _state.Changed = (_, state) =>
        {
            _invitations = InvitationView.All(state, Tenant);
            _members = MemberCompany.All(state, Tenant);
            Choose();
        };
        _services = Live<ServicePage>(ReadServicesAsync)
            .On<ServiceDto>((page, service) => page with { Items = page.Items.With(service, _ => true, (_, _) => 1) })
            .On<ServiceRemovedDto>((page, gone) => page with { Items = [.. page.Items.Where(s => s.Id != gone.Id)] });
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var services = _services.AskAsync(TenantId);
        await _state.AskAsync(TenantId);
        await services;
        Choose();
    }

    private static bool Fits(InvitationView invitation, string? tab) => tab switch
    {
        ConsortiumTabs.Mine => invitation.Turn == Turn.Mine,
        ConsortiumTabs.Received => invitation.Received,
        ConsortiumTabs.Sent => !invitation.Received,
        _ => true,
    };

    private int Count(string? tab) => tab is ConsortiumTabs.Members ? _members.Count : State is null ? 0 : _invitations.Count(i => Fits(i, tab));

    private async Task LoadAsync(bool fresh)
    {
        var services = _services.ReloadAsync();
        _fresh = fresh;
        var state = _state.ReloadAsync();
        _fresh = false;
        await state;
        await services;
        StateHasChanged();
    }

    private async Task<BcsResult<ServicePage>> ReadServicesAsync(CancellationToken gone) => Tenant.Can(BcsOperations.GetService.Action)
        ? await ServicesClient.ReadFirstAsync(TenantId, gone)
        : new BcsResult<ServicePage>.Ok(new([], null, null, null) { Reading = Reading.Known }, null);

    // The dialog in the address; one that is open stays when its invitation vanishes, and says so.
    private void Choose()
    {
        _action = RendererInfo.IsInteractive && Enum.TryParse<InvitationAction>(Do, out var action) && action is not InvitationAction.Release
            && Tenant.Can(InvitationActions.Operation(action).Action) ? action : null;
        _chosen = _action is null || Of is null ? null : _invitations.FirstOrDefault(i => i.Key == Of) ?? (_chosen?.Key == Of ? _chosen : null);
        _gone = _action is not null && _chosen is null && State is not null;
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
