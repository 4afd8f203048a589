using Microsoft.AspNetCore.Authentication.Cookies;

namespace Portal.Bff.Sessions;

/// <summary>
/// Names the session cookie by how the request came: <c>__Host-portal</c>, Secure, everywhere; <c>portal</c> without
/// Secure on plain http over loopback, because one browser and most scripts refuse secure cookies there.
/// </summary>
internal sealed class PortalCookies : ICookieManager
{
    public const string Secure = "__Host-portal";
    public const string Loopback = "portal";

    private readonly ChunkingCookieManager _inner = new();

    /// <summary>The cookie's name for this request.</summary>
    public static string Name(HttpContext context) =>
        context.Request.IsHttps || !PlainHttpRule.IsLoopback(context.Connection.RemoteIpAddress) ? Secure : Loopback;

    public string? GetRequestCookie(HttpContext context, string key) => _inner.GetRequestCookie(context, Name(context));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        options.Secure = Name(context) == Secure;
        _inner.AppendResponseCookie(context, Name(context), value, options);
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        options.Secure = Name(context) == Secure;
        _inner.DeleteCookie(context, Name(context), options);
    }
}
