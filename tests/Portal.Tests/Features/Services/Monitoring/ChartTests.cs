using System.Globalization;

using Bcs.Api.Monitoring;

using Portal.Features.Services.Monitoring;
using Portal.Resources;

namespace Portal.Tests.Features.Services.Monitoring;

public sealed class ChartTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, MetricUnit.Percent, 1, 5)]
    [InlineData(37, MetricUnit.Percent, 40, 5)]
    [InlineData(99.5, MetricUnit.Percent, 100, 5)]
    [InlineData(100, MetricUnit.Percent, 100, 5)]
    [InlineData(140, MetricUnit.Percent, 150, 4)]
    [InlineData(0.3, MetricUnit.Cores, 0.3, 4)]
    [InlineData(1, MetricUnit.Count, 1, 2)]
    [InlineData(3, MetricUnit.Count, 3, 4)]
    [InlineData(3000, MetricUnit.BytesPerSecond, 3072, 4)]
    [InlineData(30_000, MetricUnit.BytesPerSecond, 30_720, 4)]
    [InlineData(8192, MetricUnit.Megabytes, 8192, 5)]
    public void Scale_ends_at_a_round_value_that_everything_fits_under(double most, MetricUnit unit, double top, int ticks)
    {
        var scale = ChartScale.Of(most, unit);

        Assert.Equal(top, scale.Top, 6);
        Assert.Equal(ticks, scale.Ticks.Count);
        Assert.Equal((0, scale.Top), (scale.Ticks[0], scale.Ticks[^1]));
        Assert.True(scale.Top >= most);
    }

    [Theory]
    [InlineData(15, 0, "08:00 08:05 08:10 08:15")]
    [InlineData(60, 7, "08:10 08:20 08:30 08:40 08:50 09:00")]
    [InlineData(360, 0, "08:00 09:00 10:00 11:00 12:00 13:00 14:00")]
    [InlineData(1440, 0, "08:00 12:00 16:00 20:00 00:00 04:00 08:00")]
    public void Time_marks_are_round_in_the_readers_zone(int minutes, int late, string expected)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromMinutes(330), "test", "test");
        var from = new DateTimeOffset(2026, 7, 1, 8, late, 0, zone.BaseUtcOffset);

        var (times, days) = TimeTicks.Of(new ChartWindow(from, from.AddMinutes(minutes)), zone);

        Assert.False(days);
        var allowed = expected.Split(' ');
        Assert.NotEmpty(times);
        Assert.True(times.Count <= 7);
        Assert.Subset(allowed.ToHashSet(), times.Select(t => t.ToString("HH:mm", CultureInfo.InvariantCulture)).Where(t => minutes <= 360 || allowed.Contains(t)).ToHashSet());
        Assert.All(times, t => Assert.True(new ChartWindow(from, from.AddMinutes(minutes)).Contains(t)));
    }

    [Fact]
    public void Time_marks_of_a_week_are_midnights_across_a_change_of_clocks()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var from = new DateTimeOffset(2026, 10, 22, 10, 0, 0, TimeSpan.Zero);

        var (times, days) = TimeTicks.Of(new ChartWindow(from, from.AddDays(7)), berlin);

        Assert.True(days);
        Assert.InRange(times.Count, 3, 7);
        Assert.All(times, t => Assert.Equal(TimeSpan.Zero, TimeZoneInfo.ConvertTime(t, berlin).TimeOfDay));
    }

    [Fact]
    public void Line_breaks_where_minutes_are_missing_and_a_lone_point_is_a_dot()
    {
        var points = Points((0, 10), (1, 20), (2, 30), (6, 40), (9, 50), (10, 60), (11, 60));
        var window = new ChartWindow(Start, Start.AddMinutes(10));

        Assert.Equal([3, 1, 3], ChartPath.Pieces(points).Select(p => p.Count));
        Assert.Equal("M0 900L100 800L200 700M600 600h.01M900 500L1000 400", ChartPath.Of(points, window, 100));
    }

    [Fact]
    public void Line_has_no_gap_where_points_are_only_a_little_late()
    {
        ChartPoint[] points = [.. new[] { 0, 60, 125, 180, 245 }.Select(s => new ChartPoint(Start.AddSeconds(s), 1))];

        Assert.Single(ChartPath.Pieces(points));
    }

    [Fact]
    public void Value_that_is_none_breaks_the_line()
    {
        var points = Points((0, 10), (1, double.NaN), (2, 30));

        Assert.Equal([1, 1], ChartPath.Pieces(points).Select(p => p.Count));
    }

    [Fact]
    public void Exported_values_are_those_of_the_window_with_nothing_for_a_gap()
    {
        ChartData[] charts =
        [
            new("cpu", "CPU", MetricUnit.Percent, [new("a", "customs peer-0", 0, Points((0, 1), (1, 12.3456), (3, 5))), new("b", "=cmd, \"x\"", 1, Points((1, 7)))]),
            new("memory", "Memory", MetricUnit.Percent, [new("m", "Memory", 0, Points((2, 40)))]),
        ];

        var text = ChartCsv.Of(charts, new ChartWindow(Start.AddMinutes(1), Start.AddMinutes(3)).Times(charts.SelectMany(c => c.Lines)));

        Assert.Equal(
            "time,CPU: customs peer-0 (%),\"CPU: =cmd, \"\"x\"\" (%)\",Memory (%)\r\n"
            + "2026-07-01T08:01:00Z,12.346,7,\r\n2026-07-01T08:02:00Z,,,40\r\n2026-07-01T08:03:00Z,5,,\r\n",
            text);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1 (%)")]
    [InlineData("@x", "'@x (%)")]
    [InlineData("\t=1", "'\t=1 (%)")]
    [InlineData("\r=1", "\"'\r=1 (%)\"")]
    public void Exported_name_is_no_formula(string name, string heading) =>
        Assert.StartsWith($"time,{heading}\r\n", ChartCsv.Of([new("c", name, MetricUnit.Percent, [new("a", name, 0, [])])], []), StringComparison.Ordinal);

    [Theory]
    [InlineData(12.345, MetricUnit.Percent, "12.3 %")]
    [InlineData(100, MetricUnit.Percent, "100 %")]
    [InlineData(0, MetricUnit.Percent, "0 %")]
    [InlineData(512, MetricUnit.BytesPerSecond, "512 B/s")]
    [InlineData(24_000, MetricUnit.BytesPerSecond, "23.4 KB/s")]
    [InlineData(8192, MetricUnit.Megabytes, "8 GB")]
    [InlineData(1.25, MetricUnit.Cores, "1.25")]
    [InlineData(1200, MetricUnit.Count, "1,200")]
    public void Amounts_are_short_and_carry_their_unit(double value, MetricUnit unit, string expected)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en");
        try
        {
            Assert.Equal(expected, Amounts.Text(value, unit));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(new[] { 20.0, 22, 96 }, new[] { 2 })]
    [InlineData(new[] { 20.0, 22, 35 }, new int[0])]
    [InlineData(new[] { 70.0, 72, 95 }, new int[0])]
    [InlineData(new[] { 96.0, 95, 20 }, new[] { 0, 1 })]
    [InlineData(new[] { 96.0, 11, 96, 12, 96 }, new[] { 0, 2, 4 })]
    [InlineData(new[] { 96.0, 96 }, new int[0])]
    [InlineData(new[] { 96.0 }, new int[0])]
    public void Instances_stand_out_where_they_lie_clearly_above_the_others(double[] values, int[] expected) =>
        Assert.Equal(expected, Outlier.Of([.. values.Select((v, i) => (i, v))]).Select(v => v.Item));

    [Fact]
    public void Charts_of_sizes_show_what_is_used()
    {
        var charts = MonitoringCharts.Service(new Texts(), new MetricSeriesList { Metrics = [Series("freeMem", (0, 30), (1, 10), (2, 5)), Series("totalMem", (0, 40), (1, 40))] });

        var memory = charts.Single(c => c.Key == "memorySize");
        Assert.Equal(["used", "total"], memory.Lines.Select(l => l.Name));
        Assert.Equal(Points((0, 10), (1, 30)), memory.Lines[0].Points);
    }

    private static MetricSeries Series(string name, params (int Minute, double Value)[] points) => new()
    {
        Metric = new() { MetricName = name },
        DataPoints = [.. points.Select(p => new MetricPoint { Timestamp = Start.AddMinutes(p.Minute).ToUnixTimeMilliseconds(), Statistics = [new() { Statistic = "average", Value = p.Value }] })],
    };

    private static IReadOnlyList<ChartPoint> Points(params (int Minute, double Value)[] points) =>
        [.. points.Select(p => new ChartPoint(Start.AddMinutes(p.Minute), p.Value))];
}
