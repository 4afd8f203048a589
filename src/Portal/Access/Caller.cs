namespace Portal.Access;

/// <summary>
/// Where a session's requests come from. It goes to the BFF with each call, so that audit and session rules see the person's
/// browser instead of this host.
/// </summary>
/// <param name="Address">Address of the browser, or null.</param>
/// <param name="Scheme">Scheme the browser used.</param>
/// <param name="Host">Host the browser asked for.</param>
/// <param name="UserAgent">What the browser calls itself, or null.</param>
internal sealed record Caller(string? Address, string Scheme, string Host, string? UserAgent)
{
    public static Caller From(HttpRequest request) => new(
        request.HttpContext.Connection.RemoteIpAddress?.ToString(), request.Scheme, request.Host.Value ?? "",
        request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null);

    /// <summary>The headers that say so.</summary>
    public IEnumerable<(string Name, string Value)> Headers()
    {
        yield return ("X-Forwarded-Proto", Scheme);
        yield return ("X-Forwarded-Host", Host);
        if (Address is not null)
        {
            yield return ("X-Forwarded-For", Address);
        }

        if (UserAgent is not null)
        {
            yield return ("User-Agent", UserAgent);
        }
    }
}
