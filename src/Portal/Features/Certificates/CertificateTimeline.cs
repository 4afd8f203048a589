using System.Globalization;

using Portal.Contracts.Certificates;
using Portal.Design;

namespace Portal.Features.Certificates;

/// <summary>A month, or a year further away, and how many certificates end in it.</summary>
/// <param name="Key">Its form in the address: <c>yyyy-MM</c> or <c>yyyy</c>.</param>
/// <param name="Start">Its first moment, UTC.</param>
/// <param name="Count">How many.</param>
/// <param name="Kind">How urgent it is.</param>
public sealed record TimelinePeriod(string Key, DateTimeOffset Start, int Count, StatusKind Kind);

/// <summary>The time axis: twelve months from now, then the years in which certificates end.</summary>
internal static class CertificateTimeline
{
    private const int Near = 12;

    /// <summary>The coming twelve months, each of them whether or not anything ends in it.</summary>
    public static IReadOnlyList<TimelinePeriod> Months(CertificateCalendarDto calendar)
    {
        var first = First(calendar.AsOf);
        return [.. Enumerable.Range(0, Near).Select(i => first.AddMonths(i)).Select(start =>
        {
            var key = CertificateMonthDto.Of(start);
            return new TimelinePeriod(key, start, calendar.Months.FirstOrDefault(m => m.Month == key)?.Count ?? 0, KindOf(start, calendar.AsOf));
        })];
    }

    /// <summary>The years after these months in which certificates end.</summary>
    public static IReadOnlyList<TimelinePeriod> Years(CertificateCalendarDto calendar)
    {
        var until = CertificateMonthDto.Of(First(calendar.AsOf).AddMonths(Near));
        return [.. calendar.Months.Where(m => string.CompareOrdinal(m.Month, until) >= 0).GroupBy(m => m.Month[..4]).Select(y => new TimelinePeriod(
            y.Key, new DateTimeOffset(int.Parse(y.Key, CultureInfo.InvariantCulture), 1, 1, 0, 0, 0, TimeSpan.Zero), y.Sum(m => m.Count), StatusKind.Good))];
    }

    private static DateTimeOffset First(DateTimeOffset now) => new(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    // A month is as urgent as the first certificate that may end in it.
    private static StatusKind KindOf(DateTimeOffset start, DateTimeOffset now) => CertificateStages.Of(start, now) switch
    {
        CertificateStages.Expired or CertificateStages.Week or CertificateStages.Month => StatusKind.Warning,
        CertificateStages.Quarter => StatusKind.Busy,
        _ => StatusKind.Good,
    };
}
