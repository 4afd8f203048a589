using Bcs.Api.Catalogue;
using Bcs.Api.Client;
using Bcs.Api.Quotas;
using Bcs.Api.Services;

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Forms;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Live;
using Portal.Model.Audit;
using Portal.Model.Consortia;
using Portal.Model.Forms;
using Portal.Model.Services;
using Portal.Resources;


namespace Portal.Features.Services;

/// <summary>Creates a service, in five steps. What is typed is kept on the server, so that it may be left and taken up anywhere.</summary>
public sealed partial class CreateServicePage
{
    private CreateServiceForm _form = new();
    private DraftKeeper? _keeper;
    private ElementReference _element;
    private ProblemView? _problem;
    private string? _note;
    private IReadOnlyList<string> _unknown = [];
    private CreateStep? _shown;
    private CreateStep? _focusError;
    private bool _focusHeading;
    private bool _busy;
    private bool _templates;
    private bool _json;
    private bool _rowsChanged;
    private LiveQuery<ServicesState>? _services;
    private (long Used, long Limit)? _quota;
    private CreateServiceRequest? _like;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Step that is shown.</summary>
    [SupplyParameterFromQuery]
    public string? Step { get; set; }

    /// <summary>Audit record of an earlier request to start from.</summary>
    [SupplyParameterFromQuery]
    public string? Again { get; set; }

    /// <summary>Service to start from.</summary>
    [SupplyParameterFromQuery]
    public string? Like { get; set; }

    /// <summary>With the two below, an invitation to create the service for: the inviting company's domain id.</summary>
    [SupplyParameterFromQuery]
    public string? Inviter { get; set; }

    /// <summary>Its project.</summary>
    [SupplyParameterFromQuery]
    public string? InviterProject { get; set; }

    /// <summary>Its service.</summary>
    [SupplyParameterFromQuery]
    public string? InviterService { get; set; }

    /// <summary>Its name.</summary>
    [SupplyParameterFromQuery]
    public string? InviterName { get; set; }

    /// <summary>Channel of the invitation.</summary>
    [SupplyParameterFromQuery]
    public string? Channel { get; set; }

    /// <summary>Edition that it demands.</summary>
    [SupplyParameterFromQuery]
    public string? Edition { get; set; }

    /// <summary>Fabric version that it demands.</summary>
    [SupplyParameterFromQuery]
    public string? Fabric { get; set; }

    /// <summary>Consensus that it demands.</summary>
    [SupplyParameterFromQuery]
    public string? Consensus { get; set; }

    /// <summary>Security mechanism that it demands.</summary>
    [SupplyParameterFromQuery]
    public string? Sign { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    [Inject]
    private BffHttp Bff { get; set; } = null!;

    [Inject]
    private ConsortiumClient Consortium { get; set; } = null!;

    [Inject]
    private ServicesClient Services { get; set; } = null!;

    [Inject]
    private FormsClient Forms { get; set; } = null!;

    [Inject]
    private AuditClient Audit { get; set; } = null!;

    [Inject]
    private CircuitSession Session { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private CreateStep Current => CreateSteps.Of(Step);

    private InviteeStart? Start => Inviter is { Length: > 0 } && InviterProject is { Length: > 0 } && InviterService is { Length: > 0 }
        ? new(Inviter, InviterProject, InviterService) { Inviter = InviterName, Channel = Channel, Edition = Edition, Fabric = Fabric, Consensus = Consensus, Sign = Sign }
        : null;

    // A form for an invitation has a draft of its own.
    private string FormName => Start is { } start ? $"{FormNames.CreateService}:{start.ServiceId}" : FormNames.CreateService;

    // What the browser buffers is taken up again only by the same person for the same purpose.
    private string Owner => OwnerOf(Session, FormName);

    private IReadOnlyList<ServiceDto> Known => _services?.Value?.All ?? [];

    private bool IsFull => _quota is { } quota && quota.Used >= quota.Limit;

    /// <summary>Under what name the browser buffers a form of a person.</summary>
    internal static string OwnerOf(CircuitSession session, string form) => $"{session.Info?.User.Id}:{form}";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (!Tenant.Can(BcsOperations.CreateService.Action))
        {
            return;
        }

        _keeper = new(Forms, Time, TenantId, FormName, Draft, KeptAsync, Gone);
        Begin();
        if (Again is not null && await Audit.FindRequestAsync<CreateServiceRequest>(TenantId, Again, BcsOperations.CreateService, Gone) is { } earlier)
        {
            Restore(CreateServiceDraft.Of(earlier), "operations.prefilled");
        }
        else if (await _keeper.LoadAsync() is { Count: > 0 } draft)
        {
            Restore(draft, "create.restored");
            if (Step is null && Like is null && CreateSteps.Of(draft.GetValueOrDefault(FieldNames.Step)) is > CreateStep.Basics and var left)
            {
                Navigation.NavigateTo(StepUrl(left), replace: true);
            }
        }

        if (Like is not null && Again is null && await Services.GetAsync(TenantId, Like, Gone) is BcsResult<ServiceDto>.Ok { Value: var model })
        {
            var request = ServiceAsRequest.Of(model);
            if (_note is null)
            {
                Restore(CreateServiceDraft.Of(request), "create.fromService");
            }
            else
            {
                _like = request;
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_shown is { } before && before != Current)
        {
            _form.Left(before);
            _focusHeading = _focusError is null;
            if (_form.Fields.Dirty)
            {
                // A draft returns to where it was left.
                _ = _keeper?.TypedAsync();
            }
        }

        _shown = Current;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_rowsChanged)
        {
            _rowsChanged = false;
            await Js.InvokeVoidAsync("portal.saveDraft", Gone, _element);
        }

        if (_focusError == Current)
        {
            _focusError = null;
            await Js.InvokeVoidAsync("portal.focusFirstError", Gone);
        }
        else if (_focusHeading)
        {
            _focusHeading = false;
            await Js.InvokeVoidAsync("portal.focusOn", Gone, "#s-" + CreateSteps.Key(Current));
        }

        if (!firstRender || _keeper is null)
        {
            return;
        }

        // What was typed before the server could keep it: while the page was not there yet, or the connection was away.
        if (await Js.InvokeAsync<Dictionary<string, string>?>("portal.loadDraft", Gone, Owner) is { Count: > 0 } buffered)
        {
            Restore(buffered, _note ?? "create.restored");
            Typed();
        }
        else if ((Again is not null || Like is not null) && _note is not null)
        {
            // From here on it is a draft like any other.
            Typed();
        }

        if (Like is not null && _like is null)
        {
            ForgetLike();
        }

        await LoadLimitsAsync();
        await FollowServicesAsync();
    }

    private void Begin()
    {
        if (Start is { } start)
        {
            _form.Join(start);
        }

        _form.Offers = CreateServiceOffers.Of(Known);

        _form.Fields.Changed += Typed;
    }

    private void Restore(IReadOnlyDictionary<string, string> draft, string note)
    {
        _form.Restore(draft.Where(v => v.Key != FieldNames.Step).ToDictionary());
        _form.Fields.Touch(FieldNames.Secrets);
        _note = note;
    }

    private Dictionary<string, string> Draft() => new(_form.ToDraft()) { [FieldNames.Step] = CreateSteps.Key(Current) };

    private void Typed()
    {
        StateHasChanged();
        _ = _keeper!.TypedAsync();
    }

    private async Task KeptAsync(bool all)
    {
        StateHasChanged();
        if (all)
        {
            await Js.InvokeVoidAsync("portal.clearDraft", Gone, Owner);
        }
    }

    private async Task LoadLimitsAsync()
    {
        if (Tenant.Can(BcsOperations.ListFlavors.Action)
            && await Bff.CallAsync(Tenant, c => c.ListFlavorsAsync(Gone)) is BcsResult<FlavorList>.Ok { Value.EnterpriseSpec.OrdererMaxNum: > 0 and var most })
        {
            _form.MostOrderers = (int)most;
            _form.Fields.Check();
            StateHasChanged();
        }
    }

    // What is used already, and how much more may be made: both change while the form is filled in.
    private async Task FollowServicesAsync()
    {
        if (Tenant.Can(BcsOperations.ListServices.Action))
        {
            _services = LiveInParts<ServicesState>((part, gone) => Services.ReadAllAsync(TenantId, _services?.Value ?? ServicesState.Unread, known =>
                {
                    part(known);
                    return true;
                }, gone))
                .On<ServiceDto>((known, service) => known.With(service))
                .On<ServiceRemovedDto>((known, gone) => known.Without(gone.Id));
            _services.Changed = (before, now) =>
            {
                _form.Offers = CreateServiceOffers.Of(now.All);
                if (before is not null && before.All.Count != now.All.Count)
                {
                    Post(ReadQuotaAsync);
                }
            };
            await _services.AskAsync(TenantId);
        }

        await ReadQuotaAsync();
        StateHasChanged();
    }

    private async Task ReadQuotaAsync() => _quota = await Services.ReadQuotaAsync(Tenant, Gone) ?? _quota;

    private void RowsChanged()
    {
        _rowsChanged = true;
        Typed();
    }

    private string StepUrl(CreateStep step) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["step"] = step is CreateStep.Basics ? null : CreateSteps.Key(step), ["again"] = null, ["like"] = null,
    });

    private void Go(CreateStep step) => Navigation.NavigateTo(StepUrl(step));
}
