using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Access;

/// <summary>Leaves for the signed-out page as soon as anything shows that the session is over, whatever the open page holds.</summary>
internal sealed class SessionEnd(NavigationManager navigation, IJSRuntime js)
{
    private bool _signalled;

    /// <summary>Ends the page; must run on the circuit's dispatcher. Later calls do nothing.</summary>
    /// <param name="interactive">False while the page is made on the server, where a redirect does it.</param>
    public async Task SignalAsync(bool interactive)
    {
        if (_signalled)
        {
            return;
        }

        _signalled = true;
        var target = PortalUrls.SignedOutFrom("/" + navigation.ToBaseRelativePath(navigation.Uri));
        if (!interactive)
        {
            navigation.NavigateTo(target);
            return;
        }

        try
        {
            // Through the script: a page with unsaved input would otherwise be asked whether to stay.
            await js.InvokeVoidAsync("portal.leave", target);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone; on its return it finds the session ended by itself.
        }
    }
}
