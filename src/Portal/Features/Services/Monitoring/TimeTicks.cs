namespace Portal.Features.Services.Monitoring;

/// <summary>The times under a chart: round ones in the reader's zone.</summary>
internal static class TimeTicks
{
    private const int Most = 6;

    private static readonly TimeSpan[] Steps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(m => TimeSpan.FromMinutes(m)), .. new[] { 1, 2, 3, 6, 12 }.Select(h => TimeSpan.FromHours(h)),
        .. new[] { 1, 2, 7, 14 }.Select(d => TimeSpan.FromDays(d)),
    ];

    /// <summary>The times to mark.</summary>
    /// <param name="window">What the chart shows.</param>
    /// <param name="zone">The reader's zone.</param>
    /// <returns>The times, and true if they are days.</returns>
    public static (IReadOnlyList<DateTimeOffset> Times, bool Days) Of(ChartWindow window, TimeZoneInfo zone)
    {
        var step = Steps.FirstOrDefault(s => window.Length / s <= Most, Steps[^1]);
        var days = step >= TimeSpan.FromDays(1);
        var times = new List<DateTimeOffset>();
        var local = TimeZoneInfo.ConvertTime(window.From, zone).DateTime;
        for (var next = new DateTime(((local.Ticks + step.Ticks - 1) / step.Ticks) * step.Ticks, DateTimeKind.Unspecified); times.Count <= Most + 1; next += step)
        {
            // An hour that a change of clocks skips has no mark.
            if (zone.IsInvalidTime(next))
            {
                continue;
            }

            var at = new DateTimeOffset(next, zone.GetUtcOffset(next));
            if (at > window.To)
            {
                break;
            }

            times.Add(at);
        }

        return (times, days);
    }
}
