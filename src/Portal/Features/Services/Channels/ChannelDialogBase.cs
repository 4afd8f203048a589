using Microsoft.AspNetCore.Components;

using Portal.Features.Services.Changes;

namespace Portal.Features.Services.Channels;

/// <summary>A dialog that changes one channel.</summary>
/// <typeparam name="TForm">The form.</typeparam>
public abstract class ChannelDialogBase<TForm> : ChangeDialogBase<TForm>
    where TForm : ChannelForm
{
    /// <summary>Name of the channel.</summary>
    [Parameter, EditorRequired]
    public string Channel { get; set; } = "";

    /// <summary>Organisation to start with, or null.</summary>
    [Parameter]
    public string? Organization { get; set; }
}
