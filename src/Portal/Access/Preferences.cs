namespace Portal.Access;

/// <summary>How a reader wants to see the portal.</summary>
/// <param name="Theme"><c>light</c>, <c>dark</c> or <c>system</c>.</param>
/// <param name="Density"><c>dense</c> or <c>relaxed</c>.</param>
/// <param name="Zone">Zone in which times are shown.</param>
public sealed record Preferences(string Theme, string Density, TimeZoneInfo Zone)
{
    /// <summary>What someone gets who has chosen nothing yet.</summary>
    public static Preferences Default { get; } = new("system", "dense", TimeZoneInfo.Utc);

    /// <summary>The themes to choose from.</summary>
    public static IReadOnlyList<string> Themes { get; } = ["light", "dark", "system"];

    /// <summary>The densities to choose from.</summary>
    public static IReadOnlyList<string> Densities { get; } = ["dense", "relaxed"];

    internal static Preferences Read(IRequestCookieCollection cookies) => new(
        cookies[PreferenceCookies.Theme] is "light" or "dark" ? cookies[PreferenceCookies.Theme]! : "system",
        cookies[PreferenceCookies.Density] is "relaxed" ? "relaxed" : "dense",
        FindZone(cookies[PreferenceCookies.Zone]));

    internal static TimeZoneInfo FindZone(string? name) =>
        name is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
