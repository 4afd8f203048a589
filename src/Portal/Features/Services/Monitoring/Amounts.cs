using System.Globalization;

namespace Portal.Features.Services.Monitoring;

/// <summary>Writes values of metrics the way people read them: three digits that matter, and a unit that keeps the number small.</summary>
internal static class Amounts
{
    private const double Step = 1024;

    private static readonly string[] Sizes = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>A value with its unit.</summary>
    /// <param name="value">Value in the unit of the metric.</param>
    /// <param name="unit">Unit.</param>
    public static string Text(double value, MetricUnit unit) => unit switch
    {
        MetricUnit.Percent => Number(value) + " %",
        MetricUnit.BytesPerSecond => Bytes(value) + "/s",
        MetricUnit.Megabytes => Bytes(value * Step * Step),
        MetricUnit.Cores => Number(value),
        MetricUnit.Count => value.ToString("N0", CultureInfo.CurrentCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };

    /// <summary>The unit as a heading of exported values has it.</summary>
    /// <param name="unit">Unit.</param>
    public static string Heading(MetricUnit unit) => unit switch
    {
        MetricUnit.Percent => "%",
        MetricUnit.BytesPerSecond => "B/s",
        MetricUnit.Megabytes => "MB",
        _ => "",
    };

    private static string Bytes(double value)
    {
        var size = 0;
        while (Math.Abs(value) >= Step && size < Sizes.Length - 1)
        {
            value /= Step;
            size++;
        }

        return $"{Number(value)} {Sizes[size]}";
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "N0", >= 10 => "0.#", _ => "0.##" }, CultureInfo.CurrentCulture);
}
