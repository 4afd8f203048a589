using Portal.Resources;

namespace Portal.Features.Account;

/// <summary>What a browser calls itself, in plain words. Names that contain others come first: nearly every browser says that it is Safari too.</summary>
internal static class Device
{
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Vivaldi/", "Vivaldi"), ("YaBrowser/", "Yandex"), ("MicroMessenger/", "WeChat"),
        ("HuaweiBrowser/", "Huawei"), ("SamsungBrowser/", "Samsung"), ("MQQBrowser/", "QQ"), ("QQBrowser/", "QQ"), ("UCBrowser/", "UC"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("OpenHarmony", "HarmonyOS"), ("HarmonyOS", "HarmonyOS"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
        ("Macintosh", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>A browser on a system, a program by its name, or that nobody knows.</summary>
    /// <param name="texts">Texts.</param>
    /// <param name="userAgent">What was sent, or null.</param>
    public static string Name(Texts texts, string? userAgent)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return (browser is null ? null : texts.Find("device." + browser) ?? browser, system) switch
        {
            ({ } b, { } s) => texts["device.on", b, s],
            ({ } one, null) => one,
            (null, { } one) => one,

            // What is no browser begins with its own name: curl/8.5.0.
            _ => userAgent?.Split('/', ' ') is [{ Length: > 0 and <= 40 } program, ..] && program != "Mozilla" ? texts["device.program", program] : texts["device.unknown"],
        };
    }

    private static string? Find((string Mark, string Name)[] table, string? text) =>
        table.FirstOrDefault(t => text?.Contains(t.Mark, StringComparison.Ordinal) is true).Name;
}
