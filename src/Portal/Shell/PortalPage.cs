namespace Portal.Shell;

/// <summary>A page that the rail, the palette and the keys lead to. Each feature registers its own; they stand in the order of registration.</summary>
/// <param name="TextKey">Key of its name.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Jump">Letter that leads to it after <c>g</c>.</param>
/// <param name="Action">What somebody must be allowed to see it, or null.</param>
/// <param name="Url">Its address in a tenant.</param>
internal sealed record PortalPage(string TextKey, string Icon, string Jump, string? Action, Func<string, string> Url)
{
    /// <summary>Other pages have addresses that begin with its own.</summary>
    public bool IsRoot { get; init; }
}
