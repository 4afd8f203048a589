namespace Portal.Access;

/// <summary>Cookies with a reader's preferences. They are set by the browser's script and hold nothing that needs protection.</summary>
internal static class PreferenceCookies
{
    /// <summary><c>en</c> or <c>zh-Hans</c>.</summary>
    public const string Language = "portal.lang";

    /// <summary><c>light</c>, <c>dark</c> or <c>system</c>.</summary>
    public const string Theme = "portal.theme";

    /// <summary>Time zone of the browser, by its IANA name.</summary>
    public const string Zone = "portal.zone";

    /// <summary>Time zone that the reader chose instead, by its IANA name; not there for the browser's own.</summary>
    public const string ChosenZone = "portal.zone.chosen";

    /// <summary><c>24</c> or <c>12</c>.</summary>
    public const string Clock = "portal.clock";

    /// <summary><c>dense</c> or <c>relaxed</c>.</summary>
    public const string Density = "portal.density";
}
