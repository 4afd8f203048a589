using System.Globalization;
using System.Text;

namespace Portal.Features.Services.Monitoring;

/// <summary>Writes what charts show as comma-separated values (RFC 4180): a row a time in UTC, a column a line, nothing where a point is missing.</summary>
internal static class ChartCsv
{
    /// <summary>The text, with the lines and times that are shown.</summary>
    /// <param name="charts">Charts with the lines that are shown.</param>
    /// <param name="times">Times that are shown.</param>
    public static string Of(IReadOnlyList<ChartData> charts, IReadOnlyList<DateTimeOffset> times)
    {
        var columns = charts.SelectMany(c => c.Lines.Select(l => (Title: Title(c, l), Values: l.Points.ToLookup(p => p.At, p => p.Value)))).ToList();
        var text = new StringBuilder("time");
        foreach (var (title, _) in columns)
        {
            text.Append(',').Append(Quoted(title));
        }

        foreach (var time in times)
        {
            text.Append("\r\n").Append(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            foreach (var (_, values) in columns)
            {
                text.Append(',');
                if (values[time].Select(v => (double?)v).FirstOrDefault() is { } value && double.IsFinite(value))
                {
                    text.Append(value.ToString("0.###", CultureInfo.InvariantCulture));
                }
            }
        }

        return text.Append("\r\n").ToString();
    }

    private static string Title(ChartData chart, ChartLine line)
    {
        var what = chart.Lines.Count == 1 && line.Name == chart.Title ? chart.Title : $"{chart.Title}: {line.Name}";
        return Amounts.Heading(chart.Unit) is { Length: > 0 } unit ? $"{what} ({unit})" : what;
    }

    // A name that a spreadsheet would take for a formula is text.
    private static string Quoted(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
