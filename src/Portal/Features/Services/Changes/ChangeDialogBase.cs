using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Live;
using Portal.Model.Audit;
using Portal.Resources;

namespace Portal.Features.Services.Changes;

/// <summary>What all dialogs that change a service have in common: a form that lives as long as the dialog is open, and follows what others change.</summary>
/// <typeparam name="TForm">The form.</typeparam>
public abstract class ChangeDialogBase<TForm> : LiveComponent
    where TForm : ChangeForm
{
    /// <summary>The service.</summary>
    [CascadingParameter]
    public ChangeContext Context { get; set; } = null!;

    /// <summary>True while it is to be seen.</summary>
    [Parameter, EditorRequired]
    public bool Open { get; set; }

    /// <summary>Raised when it is done with.</summary>
    [Parameter]
    public EventCallback Closed { get; set; }

    /// <summary>Audit record of an earlier request that the form starts from, or null.</summary>
    [SupplyParameterFromQuery]
    public string? Again { get; set; }

    /// <summary>Texts.</summary>
    [Inject]
    protected Texts T { get; set; } = null!;

    /// <summary>The form that is to be seen: there is one while the dialog is open and the members are known.</summary>
    protected TForm? Shown { get; private set; }

    /// <summary>The form. It outlives its dialog, because what was drawn from it may be drawn once more while the dialog goes.</summary>
    protected TForm? Form { get; private set; }

    [Inject]
    private BffHttp Bff { get; set; } = null!;

    [Inject]
    private AuditClient Audit { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!Open)
        {
            Shown = null;
        }
        else if (Context.Members is { } members && Ready)
        {
            if (Shown is null)
            {
                Shown = Form = Make();
                Form.Fields.Check();
                Form.Fields.Changed += StateHasChanged;
                if (Again is not null)
                {
                    var form = Form;
                    Post(() => FillAsync(form, Again));
                }
            }
            else
            {
                Shown.Rebase(T, members);
            }
        }
    }

    /// <summary>True once all is known that the form builds on beside the members.</summary>
    protected virtual bool Ready => true;

    /// <summary>Makes the form.</summary>
    protected abstract TForm Make();

    /// <summary>Fills a form with an earlier request.</summary>
    protected virtual Task FillAsync(TForm form, string auditId) => Task.CompletedTask;

    /// <summary>What was sent with an earlier call, or null.</summary>
    private protected Task<TRequest?> EarlierAsync<TRequest>(string auditId, BcsOperation operation)
        where TRequest : class => Audit.FindRequestAsync<TRequest>(Context.Tenant.Id, auditId, operation, Gone);

    /// <summary>Sends the change.</summary>
    private protected async Task<ChangeSent> SendAsync<TAnswer>(string key, Func<BcsClient, Task<BcsResult<TAnswer>>> call, Func<TAnswer, string?> operation) =>
        ChangeSent.From(T, await Bff.CallAsync(Context.Tenant, call, key), operation);

    /// <summary>Reads something that the form wants to know.</summary>
    private protected Task<BcsResult<TAnswer>> ReadAsync<TAnswer>(Func<BcsClient, Task<BcsResult<TAnswer>>> call) => Bff.CallAsync(Context.Tenant, call);
}
