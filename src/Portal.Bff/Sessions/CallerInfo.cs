namespace Portal.Bff.Sessions;

/// <summary>What the audit keeps of a caller.</summary>
internal static class CallerInfo
{
    private const int UserAgentLength = 200;

    /// <summary>The user agent, cut to 200 characters, or null.</summary>
    public static string? UserAgent(HttpContext? context) =>
        context?.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent
            ? agent.Length > UserAgentLength ? agent[..UserAgentLength] : agent
            : null;

    /// <summary>The address, or null.</summary>
    public static string? Address(HttpContext? context) => context?.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : null;
}
