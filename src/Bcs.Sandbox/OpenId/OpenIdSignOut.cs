using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.OpenId;

/// <summary>
/// Sign-out that an application starts (RP-Initiated Logout), and telling the other applications of it (Back-Channel Logout).
/// </summary>
internal sealed partial class OpenIdSignOut(OpenIdStore store, OpenIdUsers users, SigningKeys keys, IHttpClientFactory http, ILogger<OpenIdSignOut> logger)
{
    /// <summary>Name of the HTTP client that tells applications.</summary>
    public const string HttpClient = "openid-backchannel";

    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(2);

    /// <summary>Signs out by an id token or by the browser's own session.</summary>
    public async Task<Answer> SignOutAsync(HttpContext context, Func<string, string?> parameter, string issuer, CancellationToken cancellationToken)
    {
        var hint = keys.Read(parameter("id_token_hint"));
        var client = store.FindClient(hint is { } claims ? claims.GetProperty("aud").GetString() : parameter("client_id"));
        var session = store.FindSession(hint is { } told ? told.GetProperty("sid").GetString() : context.Request.Cookies[OpenIdSignIn.Cookie]);
        // Without a hint anyone could have sent the browser here.
        if (hint is null && session is not null && parameter("confirmed") is null)
        {
            return OpenIdPages.AskSignOut();
        }

        if (session is not null)
        {
            await EndAsync(session, issuer, cancellationToken);
        }

        context.Response.Cookies.Delete(OpenIdSignIn.Cookie, new CookieOptions { Path = "/oidc" });
        var target = parameter("post_logout_redirect_uri");
        return client is not null && client.MayReturnTo(target)
            ? OpenIdSignIn.Redirect(OpenIdSignIn.With(target!, ("state", parameter("state"))))
            : OpenIdPages.SignedOut();
    }

    /// <summary>Ends a session and tells its applications; returns how many have taken note.</summary>
    public async Task<int> EndAsync(OpenIdSession session, string issuer, CancellationToken cancellationToken)
    {
        var subject = users.Claims(session)?["sub"];
        var told = 0;
        foreach (var client in store.End(session).Where(c => !string.IsNullOrEmpty(c.BackchannelLogoutUri)))
        {
            told += await TellAsync(client, session, subject, issuer, cancellationToken) ? 1 : 0;
        }

        return told;
    }

    private async Task<bool> TellAsync(OpenIdClient client, OpenIdSession session, object? subject, string issuer, CancellationToken cancellationToken)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = issuer,
            ["aud"] = client.ClientId,
            ["iat"] = store.Now.ToUnixTimeSeconds(),
            ["exp"] = (store.Now + TokenLifetime).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["sid"] = session.Id,
            ["events"] = new Dictionary<string, object> { [LogoutEvent] = new Dictionary<string, object>() },
        };
        if (subject is not null)
        {
            claims["sub"] = subject;
        }

        try
        {
            using var sender = http.CreateClient(HttpClient);
            using var form = new FormUrlEncodedContent([new("logout_token", keys.Sign("logout+jwt", claims))]);
            using var answer = await sender.PostAsync(new Uri(client.BackchannelLogoutUri!), form, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogNotTold(client.ClientId, exception);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Client {Client} could not be told of a sign-out")]
    private partial void LogNotTold(string client, Exception exception);
}
