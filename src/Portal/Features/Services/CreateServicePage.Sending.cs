using Bcs.Api.Client;
using Bcs.Api.Services;

using Microsoft.JSInterop;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Consortia;
using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Model.Services;
using Portal.Resources;


namespace Portal.Features.Services;

/// <content>From the last step to what the cloud answers.</content>
public sealed partial class CreateServicePage
{
    private IEnumerable<string> Organizations => _form.Organizations.Select(o => _form.Fields[FieldNames.OrganizationName(o)].Trim());

    private async Task SubmitAsync()
    {
        if (Current is CreateStep.Review)
        {
            await SendAsync();
            return;
        }

        _form.Left(Current);
        if (_form.ErrorsIn(Current) == 0)
        {
            Go(Current + 1);
        }
        else
        {
            _focusError = Current;
        }
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
        if (_form.FirstBroken is { } broken)
        {
            Show(broken);
            return;
        }

        _busy = true;
        try
        {
            // The acceptance first: what is kept cannot be lost between the two calls, and one without a service is taken back.
            AcceptanceDto? acceptance = null;
            if (Start is { Channel.Length: > 0 } start)
            {
                var planned = await PlanAsync(start);
                if (planned is not BcsResult<AcceptanceDto>.Ok { Value: var kept })
                {
                    NotPlanned(planned);
                    return;
                }

                acceptance = kept;
            }

            var request = _form.ToRequest();
            await FinishAsync(await Bff.CallAsync(Tenant, c => c.CreateServiceAsync(request, Gone), _form.Key), acceptance);
        }
        finally
        {
            _busy = false;
        }
    }

    private Task<BcsResult<AcceptanceDto>> PlanAsync(InviteeStart start) => Consortium.PlanAcceptanceAsync(
        TenantId,
        new AcceptanceRequest
        {
            ChannelName = start.Channel, InvitorBcsId = start.ServiceId, ServiceName = _form.Fields[FieldNames.Name].Trim(),
            Organizations = [.. Organizations],
        },
        Gone);

    private void NotPlanned(BcsResult<AcceptanceDto> planned)
    {
        _problem = ProblemView.From(T, planned);
        if (_problem?.Code is ProblemCodes.ServiceNameTaken)
        {
            _form.Fields.Refuse(FieldNames.Name, new("rule.refused", _problem.Title));
            Show(CreateStep.Basics);
        }
    }

    private void Show(CreateStep step)
    {
        _focusError = step;
        Go(step);
    }

    private async Task FinishAsync(BcsResult<CreateServiceResponse> result, AcceptanceDto? acceptance)
    {
        _problem = ProblemView.From(T, result);
        switch (result)
        {
            case BcsResult<CreateServiceResponse>.Ok { Value: var made }:
                await LeaveAsync(
                    acceptance is not null ? PortalUrls.Consortium(TenantId) : made.OperationId is { Length: > 0 } id ? PortalUrls.Operation(TenantId, id) : PortalUrls.Services(TenantId),
                    ToastKind.Success, "create.accepted", made.BlockchainName);
                break;
            case BcsResult<CreateServiceResponse>.Refused when _problem is { Checking: { } operation }:
                await LeaveAsync(
                    acceptance is not null ? PortalUrls.Consortium(TenantId) : PortalUrls.Operation(TenantId, operation.Id), ToastKind.Info, "create.checking", _form.Fields[FieldNames.Name]);
                break;
            case BcsResult<CreateServiceResponse>.Refused { Error: var error }:
                if (!EarlierAttempt.StaysOpen(error.Code))
                {
                    // Nothing more comes of it: the next attempt is another request.
                    _form.NewKey();
                    RowsChanged();
                    if (acceptance is not null && error.Code is not ProblemCodes.OutcomeUndetermined)
                    {
                        // Certainly not carried out, so there is nothing to wait for.
                        await Consortium.CancelAcceptanceAsync(TenantId, acceptance.Id, Gone);
                    }
                }

                if (CreateServiceRules.FieldOf(error.Code) is { } field)
                {
                    _form.Fields.Refuse(field, new("rule.refused", _problem!.Title));
                    Show(CreateServiceFields.StepOf(field));
                }

                break;
        }
    }

    private async Task LeaveAsync(string target, ToastKind kind, string text, string? name)
    {
        await ForgetAsync();
        Toasts.Show(new(kind, T[text, name], T["create.follow"]));
        Navigation.NavigateTo(target);
    }

    private async Task DiscardAsync()
    {
        await ForgetAsync();
        _form.Fields.Changed -= Typed;
        (_form, _note, _problem, _unknown) = (new(), null, null, []);
        Begin();
        _keeper!.Begin();
    }

    private async Task ForgetAsync()
    {
        await _keeper!.ForgetAsync();
        await Js.InvokeVoidAsync("portal.clearDraft", Gone, Owner);
    }
}
