using System.Globalization;

namespace Portal.Features.Services.Monitoring;

/// <summary>The lengths of time to choose from, and what becomes of a choice.</summary>
internal static class MonitoringRange
{
    /// <summary>What is shown unless somebody chooses.</summary>
    public const string Usual = "1h";

    /// <summary>The reader's own times.</summary>
    public const string Custom = "custom";

    /// <summary>Longest time that alarms are asked for.</summary>
    public static readonly TimeSpan LongestOfAlarms = TimeSpan.FromDays(31);

    // The first point of an hour is 59 minutes before its last.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    private static readonly (string Key, TimeSpan Length)[] Lengths =
    [
        ("15m", TimeSpan.FromMinutes(15)), (Usual, TimeSpan.FromHours(1)), ("6h", TimeSpan.FromHours(6)), ("24h", TimeSpan.FromHours(24)), ("7d", TimeSpan.FromDays(7)),
    ];

    /// <summary>All to choose from, by their names in the address.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Lengths.Select(l => l.Key)];

    /// <summary>How long a choice is; null for <see cref="Custom"/> and for what is none.</summary>
    public static TimeSpan? Length(string? key) => Lengths.Where(l => l.Key == (key ?? Usual)).Select(l => (TimeSpan?)l.Length).FirstOrDefault();

    /// <summary>True if the cloud's measurements reach back that far.</summary>
    /// <param name="key">A choice.</param>
    /// <param name="kept">What the cloud gave measurements for; null while nothing is known.</param>
    public static bool Offered(string key, ChartWindow? kept) =>
        kept is not { } window || Length(key) is not { } length || key == Lengths[0].Key || length <= window.Length + Slack;

    /// <summary>What charts show. The cloud says how far back it goes; a longer choice shows all there is.</summary>
    /// <param name="key">Choice in the address, or null.</param>
    /// <param name="own">The reader's own times, of which either may be missing.</param>
    /// <param name="kept">What the cloud gave measurements for.</param>
    /// <returns>The window, and the choice that counts.</returns>
    public static (ChartWindow Window, string Key) Resolve(string? key, (DateTimeOffset? From, DateTimeOffset? To) own, ChartWindow kept)
    {
        if (key == Custom)
        {
            var from = own.From is { } f && kept.Contains(f) ? f : kept.From;
            var to = own.To is { } t && kept.Contains(t) ? t : kept.To;
            return (from < to ? new ChartWindow(from, to) : kept, Custom);
        }

        var chosen = Lengths.LastOrDefault(l => l.Length <= (Length(key) ?? Length(Usual)) && Offered(l.Key, kept), Lengths[0]);
        return (new ChartWindow(kept.To - chosen.Length, kept.To), chosen.Key);
    }

    /// <summary>The time range of alarms as 5.3.1 wants it: begin and end in milliseconds, or the last minutes by the cloud's clock.</summary>
    /// <param name="key">Choice in the address, or null.</param>
    /// <param name="own">The reader's own times.</param>
    /// <returns>The range and how long it is; null for own times that are missing, turned round or too long.</returns>
    public static (string Range, TimeSpan Length)? OfAlarms(string? key, (DateTimeOffset? From, DateTimeOffset? To) own)
    {
        if (key != Custom)
        {
            var length = Length(key) ?? Length(Usual)!.Value;
            return (string.Create(CultureInfo.InvariantCulture, $"-1.-1.{(long)length.TotalMinutes}"), length);
        }

        return own is { From: { } from, To: { } to } && from < to && to - from <= LongestOfAlarms
            ? (string.Create(CultureInfo.InvariantCulture, $"{from.ToUnixTimeMilliseconds()}.{to.ToUnixTimeMilliseconds()}.{Math.Max(1, (long)(to - from).TotalMinutes)}"), to - from)
            : null;
    }
}
