namespace Portal.Design;

/// <summary>The line icons of the portal, each one path on a grid of 20 px.</summary>
public static class Icons
{
    private static readonly Dictionary<string, string> Paths = new()
    {
        ["menu"] = "M3 5.5h14M3 10h14M3 14.5h14",
        ["overview"] = "M3 3.500h6v7H3zM11 3.500h6v4h-6zM11 9.500h6v7h-6zM3 12.500h6v4H3z",
        ["services"] = "M10 2.5 16.5 6v8L10 17.5 3.5 14V6zM3.5 6l6.500 3.700L16.5 6M10 9.700v7.800",
        ["consortium"] = "M7 8.500a2.500 2.500 0 1 0 0-5a2.500 2.500 0 1 0 0 5M2.500 16v-1.500a4 4 0 0 1 4-4h1a4 4 0 0 1 4 4V16M13 8.500a2.250 2.250 0 1 0 0-4.500M14 10.700a3.600 3.600 0 0 1 3.500 3.600V16",
        ["bell"] = "M5.500 14V9a4.500 4.500 0 0 1 9 0v5l1.500 1.500H4zM8.500 17.500h3",
        ["code"] = "M7 5.500L2.500 10L7 14.500M13 5.500L17.500 10L13 14.500",
        ["operations"] = "M3 10h3l2.500-6 3.500 12 2.500-6H17",
        ["audit"] = "M6 2.5h6l3.500 3.500v11.500h-9.500zM12 2.500v3.500h3.500M8.500 10h4.500M8.500 13.500h4.500",
        ["monitoring"] = "M3 3.500v13h14M6 12.500l3.200-4 2.800 2.500 4.500-6",
        ["refresh"] = "M16 10a6 6 0 1 1-1.800-4.300M14.500 2.500v3.500h-3.500",
        ["table"] = "M3 4h14v12H3zM3 8h14M3 12h14M8 8v8",
        ["chevron"] = "M5.500 8l4.500 4.500L14.500 8",
        ["right"] = "M8 5.500l4.500 4.500L8 14.500",
        ["sliders"] = "M3 6.500h7M14 6.500h3M3 13.500h3M10 13.500h7M12 4.500v4M8 11.500v4",
        ["signout"] = "M8 3.500H4v13h4M12 6.500l3.500 3.500-3.500 3.500M15.500 10H8",
        ["check"] = "M10 2.750a7.250 7.250 0 1 0 0 14.500a7.250 7.250 0 1 0 0-14.500M6.750 10.250l2.250 2.250 4.250-4.750",
        ["busy"] = "M10 2.750a7.250 7.250 0 1 1-7.250 7.250",
        ["clock"] = "M10 2.750a7.250 7.250 0 1 0 0 14.500a7.250 7.250 0 1 0 0-14.500M10 6v4.250l2.750 1.750",
        ["warning"] = "M10 3 17.500 16.500h-15zM10 8v4M10 14.250v.1",
        ["cross"] = "M6.500 2.750h7l3.750 3.750v7l-3.750 3.750h-7L2.750 13.500v-7zM7.500 7.500l5 5M12.500 7.500l-5 5",
        ["square"] = "M4 4h12v12H4z",
        ["question"] = "M10 2.750a7.250 7.250 0 1 0 0 14.500a7.250 7.250 0 1 0 0-14.500M7.900 8a2.150 2.150 0 1 1 3 2c-.6.3-.9.7-.9 1.500M10 13.900v.1",
        ["search"] = "M8.750 3a5.750 5.750 0 1 0 0 11.500a5.750 5.750 0 1 0 0-11.500M13 13l4 4",
        ["plus"] = "M10 4v12M4 10h12",
        ["minus"] = "M4 10h12",
        ["download"] = "M10 3.500v9M6 9l4 4 4-4M4 16.500h12",
        ["upload"] = "M10 13V4M6 7.500l4-4 4 4M4 16.500h12",
        ["graph"] = "M10 3.500a2 2 0 1 0 0 4a2 2 0 1 0 0-4M4.500 12.500a2 2 0 1 0 0 4a2 2 0 1 0 0-4M15.500 12.500a2 2 0 1 0 0 4a2 2 0 1 0 0-4M9 7.500l-3.500 5.200M11 7.500l3.500 5.200M6.500 14.500h7",
        ["certificate"] = "M4 3.500h12v9H4zM7 6.500h6M7 9h3M12.500 11.500v5l1.500-1 1.500 1v-5",
        ["trash"] = "M4 5.500h12M8 5.500V3.500h4v2M5.500 5.500l.8 11h7.400l.8-11",
        ["copy"] = "M7 7h9.500v9.500H7zM13 7V3.500H3.500V13H7",
        ["lock"] = "M5 9h10v7.500H5zM7 9V6.500a3 3 0 0 1 6 0V9",
        ["close"] = "M5 5l10 10M15 5L5 15",
        ["info"] = "M10 2.750a7.250 7.250 0 1 0 0 14.500a7.250 7.250 0 1 0 0-14.500M10 9v4.500M10 6.400v.1",
        ["account"] = "M10 3.500a3 3 0 1 0 0 6a3 3 0 1 0 0-6M4 16.500v-.500a4.500 4.500 0 0 1 4.500-4.500h3a4.500 4.500 0 0 1 4.500 4.500v.500",
        ["admin"] = "M10 2.500l6 2v5c0 4-2.500 6.500-6 8c-3.500-1.500-6-4-6-8v-5zM7.250 9.750l2 2 3.500-3.750",
        ["up"] = "M10 16V4.500M5.500 9L10 4.500 14.500 9",
        ["down"] = "M10 4v11.500M5.500 11L10 15.500 14.500 11",
    };

    /// <summary>The path of an icon.</summary>
    /// <exception cref="KeyNotFoundException">There is no icon of that name.</exception>
    public static string Path(string name) => Paths[name];

    /// <summary>An icon in the form that the component library takes, on its grid of 24 px.</summary>
    /// <exception cref="KeyNotFoundException">There is no icon of that name.</exception>
    public static string Svg(string name) =>
        $"""<g transform="scale(1.2)" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d="{Paths[name]}"/></g>""";
}
