using System.Globalization;

using Bcs.Sandbox.Pipeline;

using Microsoft.AspNetCore.Http.Extensions;

namespace Bcs.Sandbox.OpenId;

/// <summary>The authorization end point with its page (OpenID Connect Core 3.1.2): code flow with PKCE, and no other.</summary>
internal sealed class OpenIdSignIn(OpenIdStore store, OpenIdUsers users)
{
    public const string Cookie = "sbx.oidc";

    /// <summary>Starts a sign-in, or ends it at once if the browser is signed in here.</summary>
    public Answer Authorize(HttpContext context, Func<string, string?> parameter)
    {
        if (store.FindClient(parameter("client_id")) is not { } client)
        {
            return OpenIdPages.Refused("The application is not known here.");
        }

        if (parameter("redirect_uri") is not { } redirect || !client.MayRedirectTo(redirect))
        {
            return OpenIdPages.Refused("The application may not receive sign-ins at this address.");
        }

        var request = new AuthorizeRequest(
            client.ClientId, redirect, parameter("state"), parameter("nonce"), parameter("code_challenge") ?? "", parameter("login_hint"), default);
        if (Check(parameter) is var (error, description))
        {
            return Refuse(request, error, description);
        }

        var session = Usable(store.FindSession(context.Request.Cookies[Cookie]), parameter);
        return (session, parameter("prompt")) switch
        {
            ({ } known, not "login") => Finish(request, known),
            (_, "none") => Refuse(request, "login_required", "nobody is signed in"),
            _ => OpenIdPages.SignIn(store.Keep(request), request.LoginHint, failed: false),
        };
    }

    /// <summary>Takes what the sign-in page sends.</summary>
    public Answer SignIn(HttpContext context, IFormCollection form)
    {
        var id = form["request"].ToString();
        if (store.FindRequest(id) is not { } request)
        {
            return OpenIdPages.Refused("The sign-in took too long. Start again from the application.");
        }

        var login = form["user"].ToString();
        if (users.SignIn(login, form["password"]) is not var (tenant, user))
        {
            return OpenIdPages.SignIn(id, login, failed: true);
        }

        if (!store.TakeRequest(id))
        {
            return OpenIdPages.Refused("The sign-in is done already.");
        }

        var session = store.SignIn(tenant, user);
        context.Response.Cookies.Append(Cookie, session.Id, new CookieOptions { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/oidc", IsEssential = true });
        return Finish(request, session);
    }

    /// <summary>Sends the browser somewhere else; 303, so that a form is not sent on.</summary>
    public static Answer Redirect(string address) => Answer.Text(303, "text/plain; charset=utf-8", "") with
    {
        Headers = new Dictionary<string, string> { ["Location"] = address, ["Cache-Control"] = "no-store", ["Referrer-Policy"] = "no-referrer" },
    };

    /// <summary>An address with something added to its query.</summary>
    public static string With(string address, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in values)
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }

        var text = query.ToString();
        return text.Length == 0 ? address : address + (address.Contains('?', StringComparison.Ordinal) ? '&' + text[1..] : text);
    }

    private static (string Error, string Description)? Check(Func<string, string?> parameter) => 0 switch
    {
        _ when parameter("response_type") != "code" => ("unsupported_response_type", "response_type must be code"),
        _ when parameter("scope")?.Split(' ').Contains("openid") is not true => ("invalid_scope", "scope must contain openid"),
        _ when parameter("code_challenge_method") != "S256" || parameter("code_challenge") is not { Length: 43 } => ("invalid_request", "PKCE with S256 is needed"),
        _ => null,
    };

    private static Answer Refuse(AuthorizeRequest request, string error, string description) =>
        Redirect(With(request.RedirectUri, ("error", error), ("error_description", description), ("state", request.State)));

    private Answer Finish(AuthorizeRequest request, OpenIdSession session) =>
        Redirect(With(request.RedirectUri, ("code", store.IssueCode(request, session)), ("state", request.State)));

    /// <summary>The session, unless it is older than the client wants or its user is gone.</summary>
    private OpenIdSession? Usable(OpenIdSession? session, Func<string, string?> parameter) =>
        session is null || users.Claims(session) is null
        || (int.TryParse(parameter("max_age"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && store.Now - session.At > TimeSpan.FromSeconds(seconds))
            ? null
            : session;
}
