using System.Globalization;

using Xunit.Abstractions;

namespace Portal.Testing;

/// <summary>Says what a test measured, in its own output, in that of the run, and in the summary at its end.</summary>
public static class Measured
{
    /// <summary>Writes one line.</summary>
    public static void Measure(this ITestOutputHelper output, FormattableString what)
    {
        var line = "measured: " + what.ToString(CultureInfo.InvariantCulture);
        output.WriteLine(line);
        Console.WriteLine(line);
    }

    /// <summary>The value that so many of a hundred do not exceed.</summary>
    public static TimeSpan Percentile(this IEnumerable<TimeSpan> times, int percent)
    {
        var sorted = times.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100.0) - 1)];
    }
}
