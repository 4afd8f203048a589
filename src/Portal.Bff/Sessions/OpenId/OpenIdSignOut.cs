using System.Text.Encodings.Web;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

using Portal.Bff.Identity;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>Signs people out at their provider as well, which is then asked to send them back.</summary>
internal sealed class OpenIdSignOut(OpenIdProviders providers, IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time)
{
    // The session here ends whatever the provider does.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Where the browser has to go to be signed out there too; null if there is no such place. To be asked while the session lives: it holds the proof.</summary>
    public async Task<string?> AddressAsync(HttpContext context, PortalSession session)
    {
        if (!session.ActsByTenant || providers.Find(session.Provider) is not { } provider)
        {
            return null;
        }

        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            var metadata = await options.Get(provider.Name).ConfigurationManager!.GetConfigurationAsync(patience.Token);
            if (string.IsNullOrEmpty(metadata.EndSessionEndpoint))
            {
                return null;
            }

            await context.SignOutAsync(provider.Name, new AuthenticationProperties { RedirectUri = OpenIdCallback.PageAfterSignOut });
            return context.Response.Headers.Location;
        }
        catch (Exception exception) when (exception is ProviderAwayException or OperationCanceledException)
        {
            // Signed out here at least.
            return null;
        }
    }

    /// <summary>
    /// Sends the browser there. A redirect will not do for a form: the portal's pages forbid that theirs leads to another site, and browsers hold every
    /// step of a redirect to that. So a page of its own goes on, by its text: the proof that it carries may be longer than a proxy lets a header be.
    /// </summary>
    public static IResult Leave(HttpContext context, string address)
    {
        context.Response.Headers.Remove("Location");
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Redirect(address);
        }

        var link = HtmlEncoder.Default.Encode(address);
        return Results.Content($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url={link}\"><title>Sign out</title></head><body><p><a href=\"{link}\">Sign out · 退出登录</a></p></body></html>", "text/html; charset=utf-8", statusCode: StatusCodes.Status200OK);
    }
}
