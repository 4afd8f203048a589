using System.Globalization;

namespace Portal.Resources;

/// <summary>
/// Moments as fields of a page and its address have them: in the reader's zone, without an offset. Where clocks change, a time may exist twice or not
/// at all. A range that such times bound holds every moment that anybody could mean by it.
/// </summary>
internal static class LocalTime
{
    private const string Minutes = "yyyy-MM-dd'T'HH:mm";
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Formats = [Minutes, Minutes + "':'ss", Day];

    /// <summary>Where a range begins: a time that exists twice is the first, one that is skipped is the moment of the change, a day is its first moment.</summary>
    /// <param name="local">The time; null or a text that is none gives null.</param>
    /// <param name="zone">The reader's zone.</param>
    public static DateTimeOffset? From(string? local, TimeZoneInfo zone) => Read(local) is { } time ? At(time, zone, first: true) : null;

    /// <summary>Where a range ends, which is no longer in it: a time that exists twice is the second, a day is its end.</summary>
    /// <param name="local">The time; null or a text that is none gives null.</param>
    /// <param name="zone">The reader's zone.</param>
    public static DateTimeOffset? To(string? local, TimeZoneInfo zone) =>
        Read(local) is not { } time ? null
        : local!.Length == Day.Length ? At(time.AddDays(1), zone, first: true)
        : At(time, zone, first: false);

    /// <summary>What a field shows of where a range begins, which may be a day.</summary>
    public static string? FieldFrom(string? local) => Read(local)?.ToString(Minutes, CultureInfo.InvariantCulture);

    /// <summary>What a field shows of where a range ends, which may be a day.</summary>
    public static string? FieldTo(string? local) =>
        Read(local) is { } time ? (local!.Length == Day.Length ? time.AddDays(1) : time).ToString(Minutes, CultureInfo.InvariantCulture) : null;

    /// <summary>A moment for such a field.</summary>
    public static string Write(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString(Minutes, CultureInfo.InvariantCulture);

    /// <summary>A moment as the gateway takes it.</summary>
    public static string? Utc(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // The last day of the calendar has no end.
    private static DateTime? Read(string? local) =>
        DateTime.TryParseExact(local, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year is > 1 and < 9999 ? time : null;

    private static DateTimeOffset At(DateTime time, TimeZoneInfo zone, bool first)
    {
        if (zone.IsInvalidTime(time))
        {
            // Changes happen at whole minutes.
            time = time.AddSeconds(-time.Second);
            while (zone.IsInvalidTime(time))
            {
                time = time.AddMinutes(1);
            }
        }

        var offset = zone.IsAmbiguousTime(time) && zone.GetAmbiguousTimeOffsets(time) is var offsets ? first ? offsets.Max() : offsets.Min() : zone.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }
}
