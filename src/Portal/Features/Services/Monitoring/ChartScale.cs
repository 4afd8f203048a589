namespace Portal.Features.Services.Monitoring;

/// <summary>The values beside a chart: from nothing to a round number that all values fit under.</summary>
/// <param name="Top">Value at the upper edge.</param>
/// <param name="Ticks">Values with a line, from the lowest.</param>
internal sealed record ChartScale(double Top, IReadOnlyList<double> Ticks)
{
    private const int Intervals = 4;
    private const double Size = 1024;

    private static readonly double[] Round = [1, 2, 2.5, 5, 10];

    /// <summary>The scale for values up to a greatest one.</summary>
    /// <param name="most">Greatest value; 0 or less if there is none.</param>
    /// <param name="unit">Sizes in bytes are round by 1024, percentages end at 100, counts have no halves.</param>
    public static ChartScale Of(double most, MetricUnit unit)
    {
        var factor = 1.0;
        while (unit is MetricUnit.BytesPerSecond or MetricUnit.Megabytes && most / factor >= Size)
        {
            factor *= Size;
        }

        var step = StepOf(most > 0 ? most / factor : 1, unit) * factor;
        var count = most > 0 ? (int)Math.Ceiling((most / step) - 1e-9) : Intervals;
        var top = unit is MetricUnit.Percent && most <= 100 ? Math.Min(100, step * count) : step * count;
        return new ChartScale(top, [.. Enumerable.Range(0, count + 1).Select(i => Math.Min(top, i * step)).Distinct()]);
    }

    private static double StepOf(double most, MetricUnit unit)
    {
        var raw = most / Intervals;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = Round.First(r => (r * magnitude) >= raw - 1e-12) * magnitude;
        return unit is MetricUnit.Count ? Math.Max(1, Math.Ceiling(step)) : step;
    }
}
