namespace Portal.Features.Services.Monitoring;

/// <summary>A value at a time.</summary>
/// <param name="At">Time, UTC.</param>
/// <param name="Value">Value in the chart's unit.</param>
public readonly record struct ChartPoint(DateTimeOffset At, double Value);

/// <summary>One line of a chart.</summary>
/// <param name="Key">Names it in the address; the same thing has the same key in all charts of a page.</param>
/// <param name="Name">What people read.</param>
/// <param name="Look">Its colour and dashes, from 0; the same thing looks the same in all charts of a page.</param>
/// <param name="Points">Its points by time.</param>
public sealed record ChartLine(string Key, string Name, int Look, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>How many looks there are, and with it how many lines can be told apart.</summary>
    public const int Looks = 8;
}

/// <summary>A chart.</summary>
/// <param name="Key">Names it on the page.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">What its values are.</param>
/// <param name="Lines">Its lines.</param>
public sealed record ChartData(string Key, string Title, MetricUnit Unit, IReadOnlyList<ChartLine> Lines);
