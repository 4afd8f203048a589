using System.Net;

using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.OpenId;

/// <summary>What people see of the provider.</summary>
internal static class OpenIdPages
{
    private const string Html = "text/html; charset=utf-8";
    private const string Style = "body{font:16px/1.5 system-ui,sans-serif;margin:4rem auto;max-width:24rem}label{display:block;margin:.8rem 0}"
        + "input{width:100%;padding:.4rem;box-sizing:border-box;font:inherit}button{padding:.5rem 1.5rem;font:inherit}.error{color:#a40000}";

    /// <summary>The sign-in page.</summary>
    /// <param name="request">Id of the request that waits.</param>
    /// <param name="login">What stands in the first field.</param>
    /// <param name="failed">Whether a try before this one has failed.</param>
    public static Answer SignIn(string request, string? login, bool failed) => Page(failed ? 401 : 200, "Sign in", $"""
        <h1>Sign in</h1>
        <p>Users are called as in <code>admin@harbor-logistics</code>.</p>
        {(failed ? "<p class=\"error\" role=\"alert\">User or password is wrong, or the account is locked.</p>" : "")}
        <form method="post" action="/oidc/signin">
        <input type="hidden" name="request" value="{Text(request)}">
        <label>User <input name="user" value="{Text(login ?? "")}" autocomplete="username" autofocus required></label>
        <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
        <button type="submit">Sign in</button>
        </form>
        """);

    /// <summary>Asks whether to sign out, where the request does not prove that the user's own application sent it.</summary>
    public static Answer AskSignOut() => Page(200, "Sign out", """
        <h1>Sign out</h1>
        <form method="post" action="/oidc/logout"><input type="hidden" name="confirmed" value="yes"><button type="submit">Sign out</button></form>
        """);

    public static Answer SignedOut() => Page(200, "Signed out", "<h1>Signed out</h1><p>You can close this window.</p>");

    /// <summary>A request that cannot be sent back to its client, because the client or its address is not known.</summary>
    public static Answer Refused(string reason) => Page(400, "Not possible", $"<h1>Not possible</h1><p>{Text(reason)}</p>");

    private static Answer Page(int status, string title, string body) => Answer.Text(
        status, Html,
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><meta name=\"viewport\" content=\"width=device-width\"><style>{Style}</style></head><body>{body}</body></html>") with
    {
        Headers = new Dictionary<string, string>
        {
            ["Cache-Control"] = "no-store",
            ["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
            ["Referrer-Policy"] = "no-referrer",
        },
    };

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
