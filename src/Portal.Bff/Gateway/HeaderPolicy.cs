using System.Collections.Frozen;

using Microsoft.Net.Http.Headers;

namespace Portal.Bff.Gateway;

/// <summary>What passes between caller and cloud; everything else stays behind, in both directions.</summary>
internal static class HeaderPolicy
{
    /// <summary>Request headers that go upstream.</summary>
    public static readonly FrozenSet<string> Upstream = new[]
    {
        HeaderNames.Accept, HeaderNames.AcceptLanguage,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Response headers that come back.</summary>
    public static readonly FrozenSet<string> Downstream = new[]
    {
        HeaderNames.ContentType, HeaderNames.ContentLength, HeaderNames.ContentDisposition, HeaderNames.RetryAfter, "X-Request-Id",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
