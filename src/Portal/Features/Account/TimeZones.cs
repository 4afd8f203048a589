using System.Globalization;

using Portal.Design;
using Portal.Resources;

namespace Portal.Features.Account;

/// <summary>The time zones to choose from: the browser's, UTC, and those of places, by continent.</summary>
internal static class TimeZones
{
    private static readonly string[] Regions = ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

    private static readonly IReadOnlyList<(string Region, string Place, TimeZoneInfo Zone)> Places =
    [
        .. from zone in TimeZoneInfo.GetSystemTimeZones()
           let parts = zone.Id.Split('/', 2)
           where parts.Length == 2 && Regions.Contains(parts[0])
           let place = parts[1].Replace('_', ' ').Replace("/", ", ", StringComparison.Ordinal)
           orderby parts[0], place
           select (parts[0], place, zone),
    ];

    /// <summary>All choices; the empty one is the browser's.</summary>
    /// <param name="texts">Texts.</param>
    /// <param name="browser">The browser's zone.</param>
    /// <param name="now">For what clocks show there now.</param>
    public static IReadOnlyList<Choice> All(Texts texts, TimeZoneInfo browser, DateTimeOffset now) =>
    [
        new("", texts["times.zone.browser", Name(browser.Id, browser, now)]), new(TimeZoneInfo.Utc.Id, "UTC"),
        .. Places.Select(p => new Choice(p.Zone.Id, Name(p.Place, p.Zone, now)) { Group = texts["zone." + p.Region] }),
    ];

    private static string Name(string name, TimeZoneInfo zone, DateTimeOffset now)
    {
        var offset = zone.GetUtcOffset(now);
        return offset == TimeSpan.Zero && name is "UTC"
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"{name} (UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm})");
    }
}
