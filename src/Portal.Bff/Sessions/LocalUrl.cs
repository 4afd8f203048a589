namespace Portal.Bff.Sessions;

/// <summary>Addresses to return to after sign-in: only those of the portal's own pages.</summary>
internal static class LocalUrl
{
    /// <summary>The address if it is a path of this origin, otherwise the start page.</summary>
    public static string OrRoot(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && url.Length <= 2048
        && !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal)
        && !url.StartsWith("/bff", StringComparison.OrdinalIgnoreCase)
            ? url
            : "/";
}
