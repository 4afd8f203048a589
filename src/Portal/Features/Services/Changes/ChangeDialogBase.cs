using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Live;
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

    /// <summary>Texts.</summary>
    [Inject]
    protected Texts T { get; set; } = null!;

    /// <summary>The form, while the dialog is open and the members are known.</summary>
    protected TForm? Form { get; private set; }

    [Inject]
    private BffHttp Bff { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!Open)
        {
            Form = null;
        }
        else if (Context.Members is { } members && Ready)
        {
            if (Form is null)
            {
                Form = Make();
                Form.Fields.Check();
                Form.Fields.Changed += StateHasChanged;
            }
            else
            {
                Form.Rebase(T, members);
            }
        }
    }

    /// <summary>True once all is known that the form builds on beside the members.</summary>
    protected virtual bool Ready => true;

    /// <summary>Makes the form.</summary>
    protected abstract TForm Make();

    /// <summary>Sends the change.</summary>
    private protected async Task<ChangeSent> SendAsync<TAnswer>(string key, Func<BcsClient, Task<BcsResult<TAnswer>>> call, Func<TAnswer, string?> operation) =>
        ChangeSent.From(T, await Bff.CallAsync(Context.Tenant, call, key), operation);

    /// <summary>Reads something that the form wants to know.</summary>
    private protected Task<BcsResult<TAnswer>> ReadAsync<TAnswer>(Func<BcsClient, Task<BcsResult<TAnswer>>> call) => Bff.CallAsync(Context.Tenant, call);
}
