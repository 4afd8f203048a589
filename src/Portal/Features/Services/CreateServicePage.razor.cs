using Bcs.Api.Catalogue;
using Bcs.Api.Client;
using Bcs.Api.Quotas;
using Bcs.Api.Services;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Operations;
using Portal.Resources;

using Radzen;

namespace Portal.Features.Services;

/// <summary>Creates a service.</summary>
public sealed partial class CreateServicePage
{
    private CreateServiceForm _form = new();
    private ElementReference _element;
    private ProblemView? _problem;
    private bool _busy;
    private bool _restored;
    private bool _again;
    private bool _rowsChanged;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Audit record of an earlier request to start from.</summary>
    [SupplyParameterFromQuery]
    public string? Again { get; set; }

    [CascadingParameter]
    private TenantDto Tenant { get; set; } = null!;

    [Inject]
    private BffHttp Bff { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NotificationService Toasts { get; set; } = null!;

    private bool Dirty => _form.Fields.Dirty;

    /// <inheritdoc/>
    protected override void OnInitialized() => Listen();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_rowsChanged)
        {
            _rowsChanged = false;
            await Js.InvokeVoidAsync("portal.saveDraft", Gone, _element);
        }

        if (!firstRender || !Tenant.Can(BcsOperations.CreateService.Action))
        {
            return;
        }

        if (Again is not null
            && await TryAgain.RequestAsync<CreateServiceRequest>(Bff, TenantId, Again, BcsOperations.CreateService, Gone) is { } earlier)
        {
            _form.Restore(CreateServiceDraft.Of(earlier));
            _again = true;
            StateHasChanged();
        }
        else if (await Js.InvokeAsync<Dictionary<string, string>?>("portal.loadDraft", Gone) is { Count: > 0 } draft)
        {
            _form.Restore(draft);
            _restored = true;
            StateHasChanged();
        }

        await LoadLimitsAsync();
    }

    private void Listen() => _form.Fields.Changed += StateHasChanged;

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

    private void RowsChanged()
    {
        _rowsChanged = true;
        StateHasChanged();
    }

    private async Task SendAsync()
    {
        // A second click arrives here after the first: the key would make it harmless, but it need not even leave.
        if (_busy)
        {
            return;
        }

        _form.Fields.ShowAll = true;
        _form.Fields.Check();
        _problem = null;
        if (!_form.Fields.IsValid)
        {
            StateHasChanged();
            await Task.Yield();
            await Js.InvokeVoidAsync("portal.focusFirstError", Gone);
            return;
        }

        _busy = true;
        try
        {
            var request = _form.ToRequest();
            await FinishAsync(await Bff.CallAsync(Tenant, c => c.CreateServiceAsync(request, Gone), _form.Key));
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task FinishAsync(BcsResult<CreateServiceResponse> result)
    {
        _problem = ProblemView.From(T, result);
        switch (result)
        {
            case BcsResult<CreateServiceResponse>.Ok { Value: var made }:
                await LeaveAsync(
                    made.OperationId is { Length: > 0 } id ? PortalUrls.Operation(TenantId, id) : PortalUrls.Services(TenantId),
                    NotificationSeverity.Success, "create.accepted", made.BlockchainName);
                break;
            case BcsResult<CreateServiceResponse>.Refused when _problem is { Checking: { } operation }:
                await LeaveAsync(PortalUrls.Operation(TenantId, operation.Id), NotificationSeverity.Info, "create.checking", _form.Fields[FieldNames.Name]);
                break;
            case BcsResult<CreateServiceResponse>.Refused { Error: var error }:
                if (CreateServiceRules.FieldOf(error.Code) is { } field)
                {
                    _form.Fields.Refuse(field, new("rule.refused", _problem!.Title));
                }

                if (error.Code is not ProblemCodes.IdempotencyBusy)
                {
                    // Certainly not carried out: the next attempt is another request.
                    _form.NewKey();
                    _rowsChanged = true;
                }

                break;
        }
    }

    private async Task LeaveAsync(string target, NotificationSeverity severity, string text, string? name)
    {
        _form.Fields.Sent();
        await Js.InvokeVoidAsync("portal.clearDraft", Gone);
        Toasts.Notify(new NotificationMessage { Severity = severity, Summary = T[text, name], Detail = T["create.follow"], Duration = 6000 });
        Navigation.NavigateTo(target);
    }

    private async Task DiscardAsync()
    {
        await Js.InvokeVoidAsync("portal.clearDraft", Gone);
        (_form, _restored, _again, _problem) = (new(), false, false, null);
        Listen();
    }

    private async Task ConfirmLeavingAsync(LocationChangingContext context)
    {
        if (!Dirty)
        {
            return;
        }

        var leave = await Dialogs.Confirm(T["create.leave.text"], T["create.leave.title"], new ConfirmOptions
        {
            OkButtonText = T["create.leave.do"], CancelButtonText = T["create.leave.stay"],
        });
        if (leave is true)
        {
            await Js.InvokeVoidAsync("portal.clearDraft", Gone);
        }
        else
        {
            context.PreventNavigation();
        }
    }
}
