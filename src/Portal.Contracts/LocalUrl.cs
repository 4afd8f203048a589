namespace Portal.Contracts;

/// <summary>
/// Addresses to return to after signing in. Gateway and UI decide here, and only here, which are pages of the portal.
/// </summary>
public static class LocalUrl
{
    /// <summary>Longer addresses do not come back: behind a usual proxy an answer's headers have 4 KB.</summary>
    public const int MaximalLength = 2048;

    private static readonly Uri Origin = new("http://portal");

    /// <summary>
    /// The address of a page as a header can hold it, with everything but ASCII percent-encoded; null if it leads out of the
    /// portal or to what is no page.
    /// </summary>
    /// <param name="url">Path, query and fragment, as a browser or a form has them.</param>
    public static string? Page(string? url)
    {
        // Browsers read a backslash as a slash and leave out control characters, so neither is looked at any further.
        if (url is not ['/', ..] || url.Contains('\\', StringComparison.Ordinal) || url.Any(char.IsControl)
            || !Uri.TryCreate(Origin, url, out var uri) || uri.Authority != Origin.Authority || uri.Scheme != Origin.Scheme)
        {
            return null;
        }

        // Judged as a browser resolves it: "/./" and "/x/.." are gone by now and may have left two slashes at the beginning.
        var page = uri.PathAndQuery + uri.Fragment;
        return page.Length <= MaximalLength && !page.StartsWith("//", StringComparison.Ordinal) && !IsNoPage(Uri.UnescapeDataString(uri.AbsolutePath))
            ? page
            : null;
    }

    private static bool IsNoPage(string path) => BffRoutes.OwnPrefixes.Any(prefix =>
        path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (path.Length == prefix.Length || path[prefix.Length] is '/'));
}
