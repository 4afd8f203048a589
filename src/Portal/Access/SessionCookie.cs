using System.Security.Cryptography;
using System.Text;

namespace Portal.Access;

/// <summary>
/// The browser's session reference as a request carried it. It is kept in server memory and sent to the BFF, nothing else.
/// </summary>
/// <param name="Header">The cookie as a request header has it.</param>
/// <param name="Caller">Where it came from.</param>
internal sealed record SessionCookie(string Header, Caller Caller)
{
    private const string Secure = "__Host-portal";
    private const string Loopback = "portal";

    /// <summary>The reference in a request, or null. On https only the name that browsers protect counts.</summary>
    public static SessionCookie? Find(HttpRequest request)
    {
        var name = request.IsHttps || !request.Cookies.ContainsKey(Loopback) ? Secure : Loopback;
        return request.Cookies.TryGetValue(name, out var value) && value.Length > 0 && IsPlain(value)
            ? new SessionCookie($"{name}={value}", Caller.From(request))
            : null;
    }

    /// <summary>A key under which an answer may be kept, from which the reference cannot be had back.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Header)));

    /// <summary>Never shows the reference, wherever the record ends up in a text.</summary>
    public override string ToString() => nameof(SessionCookie);

    private static bool IsPlain(string value) => value.All(c => c is > ' ' and < (char)127 and not ';' and not ',' and not '"' and not '\\');
}
