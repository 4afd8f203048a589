using System.Globalization;

namespace Portal.Bench;

/// <summary>Small statistics over few rounds.</summary>
internal static class Figures
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Median and range, in a form that fits a table cell.</summary>
    public static string Spread(this IReadOnlyCollection<double> values, string format) =>
        $"{Text(values.Median(), format)} ({Text(values.Min(), format)}-{Text(values.Max(), format)})";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
