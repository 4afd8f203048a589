using System.Globalization;

namespace Portal.Features.Services.Monitoring;

/// <summary>The time that charts show.</summary>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end.</param>
public readonly record struct ChartWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;

    /// <summary>True for a time in it; both ends are.</summary>
    public bool Contains(DateTimeOffset at) => at >= From && at <= To;

    /// <summary>Where a time is: 0 at the begin, 1 at the end.</summary>
    public double Place(DateTimeOffset at) => Length <= TimeSpan.Zero ? 1 : (at - From) / Length;

    /// <summary>The times at which some line has a point in the window, in their order.</summary>
    public IReadOnlyList<DateTimeOffset> Times(IEnumerable<ChartLine> lines)
    {
        var window = this;
        return [.. lines.SelectMany(l => l.Points).Select(p => p.At).Where(window.Contains).Distinct().Order()];
    }

    /// <summary>Where each of some times is and what it is called, as the page's script reads it.</summary>
    /// <param name="times">Times.</param>
    /// <param name="name">How a time is written.</param>
    public string Stops(IEnumerable<DateTimeOffset> times, Func<DateTimeOffset, string> name)
    {
        var window = this;
        return string.Join('|', times.Select(t => string.Create(CultureInfo.InvariantCulture, $"{window.Place(t):0.#####}~{name(t)}")));
    }

    /// <summary>Everything that lines have points for; null without any.</summary>
    public static ChartWindow? Around(IEnumerable<ChartLine> lines)
    {
        var times = lines.SelectMany(l => l.Points).Select(p => p.At).DefaultIfEmpty().ToList();
        return times is [var only] && only == default ? null : new ChartWindow(times.Min(), times.Max());
    }
}
