namespace Portal.Access;

/// <summary>How a reader wants to see the portal.</summary>
/// <param name="Theme"><c>light</c>, <c>dark</c> or <c>system</c>.</param>
/// <param name="Density"><c>dense</c> or <c>relaxed</c>.</param>
/// <param name="BrowserZone">Zone of the browser.</param>
public sealed record Preferences(string Theme, string Density, TimeZoneInfo BrowserZone)
{
    private const string UsualClock = "24";

    /// <summary>What someone gets who has chosen nothing yet.</summary>
    public static Preferences Default { get; } = new("system", "dense", TimeZoneInfo.Utc);

    /// <summary>The themes to choose from.</summary>
    public static IReadOnlyList<string> Themes { get; } = ["light", "dark", "system"];

    /// <summary>The densities to choose from.</summary>
    public static IReadOnlyList<string> Densities { get; } = ["dense", "relaxed"];

    /// <summary>The clocks to choose from, the usual one first.</summary>
    public static IReadOnlyList<string> Clocks { get; } = [UsualClock, "12"];

    /// <summary>Zone that the reader chose instead of the browser's, or null.</summary>
    public TimeZoneInfo? ChosenZone { get; init; }

    /// <summary><c>24</c> or <c>12</c>: hours that a clock counts to.</summary>
    public string Clock { get; init; } = UsualClock;

    /// <summary>Zone in which times are shown and meant.</summary>
    public TimeZoneInfo Zone => ChosenZone ?? BrowserZone;

    internal static Preferences Read(IRequestCookieCollection cookies) => new(
        cookies[PreferenceCookies.Theme] is "light" or "dark" ? cookies[PreferenceCookies.Theme]! : "system",
        cookies[PreferenceCookies.Density] is "relaxed" ? "relaxed" : "dense",
        FindZone(cookies[PreferenceCookies.Zone]) ?? TimeZoneInfo.Utc)
    {
        ChosenZone = FindZone(cookies[PreferenceCookies.ChosenZone]), Clock = ClockOf(cookies[PreferenceCookies.Clock]),
    };

    internal static TimeZoneInfo? FindZone(string? name) =>
        name is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    internal static string ClockOf(string? name) => Clocks.Contains(name) ? name! : UsualClock;
}
