using System.Globalization;
using System.Text;

namespace Portal.Features.Services.Monitoring;

/// <summary>Draws a line in a field of 1000 by 1000. Where points are missing there is no line: nothing is made up.</summary>
internal static class ChartPath
{
    /// <summary>Width and height of the field.</summary>
    public const double Field = 1000;

    // A minute that comes a little late is no gap; one that does not come is.
    private const double Tolerance = 1.5;

    /// <summary>Longest time between two neighbouring points that belong together; null for fewer than two points.</summary>
    /// <param name="points">Points by time.</param>
    public static TimeSpan? LongestStep(IReadOnlyList<ChartPoint> points)
    {
        var steps = points.Zip(points.Skip(1), (a, b) => b.At - a.At).Order().ToList();
        return steps.Count == 0 ? null : steps[steps.Count / 2] * Tolerance;
    }

    /// <summary>The points in pieces without a gap.</summary>
    /// <param name="points">Points by time.</param>
    public static IReadOnlyList<IReadOnlyList<ChartPoint>> Pieces(IReadOnlyList<ChartPoint> points)
    {
        var longest = LongestStep(points);
        var pieces = new List<List<ChartPoint>>();
        foreach (var point in points.Where(p => double.IsFinite(p.Value)))
        {
            if (pieces is [.., var last] && point.At - last[^1].At <= longest)
            {
                last.Add(point);
            }
            else
            {
                pieces.Add([point]);
            }
        }

        return pieces;
    }

    /// <summary>The path of a line; empty if none of its points is in the window.</summary>
    /// <param name="points">Points by time.</param>
    /// <param name="window">What the chart shows.</param>
    /// <param name="top">Value at the upper edge.</param>
    public static string Of(IReadOnlyList<ChartPoint> points, ChartWindow window, double top)
    {
        var path = new StringBuilder();
        foreach (var piece in Pieces(points))
        {
            var shown = piece.Where(p => window.Contains(p.At)).ToList();
            for (var i = 0; i < shown.Count; i++)
            {
                path.Append(i == 0 ? 'M' : 'L').Append(Text(window.Place(shown[i].At) * Field)).Append(' ').Append(Text((1 - (shown[i].Value / top)) * Field));
            }

            if (shown.Count == 1)
            {
                // One point alone is a dot: a stroke without length has round ends.
                path.Append("h.01");
            }
        }

        return path.ToString();
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
