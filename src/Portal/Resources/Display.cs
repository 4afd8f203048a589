using System.Globalization;

using Portal.Access;

namespace Portal.Resources;

/// <summary>Writes times and amounts the way the reader wants them.</summary>
internal sealed class Display(Texts texts, CircuitSession session, TimeProvider time)
{
    /// <summary>A moment in the reader's zone.</summary>
    public string Local(DateTimeOffset at) => Write(at, "time.format");

    /// <summary>A moment in the reader's zone, by the reader's clock.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="format">Key of the text that says how it is written; the one for a clock of twelve hours has <c>.12</c> behind it.</param>
    public string Write(DateTimeOffset at, string format) => TimeZoneInfo.ConvertTime(at, session.Preferences.Zone)
        .ToString(texts[session.Preferences.Clock is "12" ? format + ".12" : format], CultureInfo.CurrentCulture);

    /// <summary>A moment in UTC.</summary>
    public string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>How long ago a moment was, in its largest unit. One that is ahead was noted by a clock that is: it is now.</summary>
    public string Ago(DateTimeOffset at)
    {
        var span = time.GetUtcNow() - at;
        return span switch
        {
            { TotalSeconds: < 1 } => texts["ago.now"],
            { TotalMinutes: < 1 } => texts["ago.seconds", (int)span.TotalSeconds],
            { TotalHours: < 1 } => texts["ago.minutes", (int)span.TotalMinutes],
            { TotalDays: < 1 } => texts["ago.hours", (int)span.TotalHours],
            _ => texts["ago.days", (int)span.TotalDays],
        };
    }

    /// <summary>The day of a moment in the reader's zone.</summary>
    public string Date(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, session.Preferences.Zone).ToString(texts["date.format"], CultureInfo.CurrentCulture);

    /// <summary>How far away a moment is, in its largest unit that tells enough; how long ago, if it is past.</summary>
    public string Until(DateTimeOffset at)
    {
        var span = at - time.GetUtcNow();
        return span switch
        {
            { Ticks: <= 0 } => Ago(at),
            { TotalHours: < 1 } => texts["until.minutes", (int)Math.Ceiling(span.TotalMinutes)],
            { TotalDays: < 2 } => texts["until.hours", (int)span.TotalHours],
            { TotalDays: <= 100 } => texts["until.days", (int)span.TotalDays],
            { TotalDays: < 731 } => texts["until.months", (int)(span.TotalDays / 30.44)],
            _ => texts["until.years", (int)(span.TotalDays / 365.25)],
        };
    }

    /// <summary>A running time, as the page's script goes on counting it.</summary>
    public static string Clock(TimeSpan span) =>
        span < TimeSpan.Zero ? "0:00"
        : span.ToString(span.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    /// <summary>A length of time.</summary>
    public string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => texts["span.ms", (int)span.TotalMilliseconds],
        { TotalMinutes: < 1 } => texts["span.s", Math.Round(span.TotalSeconds, 1)],
        { TotalHours: < 1 } => texts["span.m", (int)span.TotalMinutes, span.Seconds],
        { TotalDays: < 1 } => texts["span.h", (int)span.TotalHours, span.Minutes],
        _ => texts["span.d", (int)span.TotalDays, span.Hours],
    };
}
