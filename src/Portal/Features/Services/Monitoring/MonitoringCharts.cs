using Bcs.Api.Monitoring;

using Portal.Model.Monitoring;
using Portal.Resources;

namespace Portal.Features.Services.Monitoring;

/// <summary>Which metrics make which charts. BCS API Reference 5.3.3 and 5.3.5.</summary>
internal static class MonitoringCharts
{
    private static readonly ChartKind[] OfService =
    [
        new("cpu", MetricUnit.Percent, ["cpuUsage"]),
        new("memory", MetricUnit.Percent, ["memUsedRate"]),
        new("disk", MetricUnit.Percent, ["diskUsedRate"]),
        new("network", MetricUnit.BytesPerSecond, ["recvBytesRate", "sendBytesRate"]),
        new("cores", MetricUnit.Cores, ["cpuCoreUsed", "cpuCoreLimit"]),
        new("memorySize", MetricUnit.Megabytes, ["freeMem", "totalMem"]) { FreeFirst = true },
        new("diskSize", MetricUnit.Megabytes, ["diskAvailableCapacity", "diskCapacity"]) { FreeFirst = true },
    ];

    private static readonly ChartKind[] OfInstances =
    [
        new("cpu", MetricUnit.Percent, ["cpuUsage"]),
        new("memory", MetricUnit.Percent, ["memUsage"]),
        new("disk", MetricUnit.Percent, ["filesystemUsage"]),
        new("received", MetricUnit.BytesPerSecond, ["recvBytesRate"]),
        new("sent", MetricUnit.BytesPerSecond, ["sendBytesRate"]),
        new("diskRead", MetricUnit.BytesPerSecond, ["diskReadRate"]),
        new("diskWrite", MetricUnit.BytesPerSecond, ["diskWriteRate"]),
    ];

    // The colours that the severities have beside the chart: red, amber, blue, and one for what is good to know.
    private static readonly int[] SeverityLooks = [6, 4, 0, 7];

    /// <summary>Every metric of a service that some chart shows.</summary>
    public static IReadOnlyList<string> MetricsOfService { get; } = [.. OfService.SelectMany(k => k.Metrics)];

    /// <summary>The charts of a service as a whole: one line a metric.</summary>
    public static IReadOnlyList<ChartData> Service(Texts texts, MetricSeriesList answer) =>
    [
        .. OfService.Select(kind => new ChartData(kind.Key, texts["monitoring.chart." + kind.Key], kind.Unit,
            [.. kind.Metrics.Select((metric, i) => kind.FreeFirst && i == 0
                ? new ChartLine("used", texts["monitoring.metric.cpuCoreUsed"], i, Used(Points(answer, metric), Points(answer, kind.Metrics[1])))
                : new ChartLine(metric, kind.Metrics.Length == 1 ? texts["monitoring.chart." + kind.Key] : texts["monitoring.metric." + metric], i, Points(answer, metric)))])),
    ];

    /// <summary>The charts that compare instances: one line an instance, in the same look in every chart.</summary>
    public static IReadOnlyList<ChartData> Instances(Texts texts, IReadOnlyList<(MonitoredInstance Instance, MetricSeriesList Answer)> read) =>
    [
        .. OfInstances.Select(kind => new ChartData(kind.Key, texts["monitoring.chart." + kind.Key], kind.Unit,
            [.. read.Select((r, i) => new ChartLine(r.Instance.Key, r.Instance.Label, i, Points(r.Answer, kind.Metrics[0])))])),
    ];

    /// <summary>The chart of how many alarms were raised: one line a severity.</summary>
    public static ChartData Alarms(Texts texts, IReadOnlyList<(string Severity, MetricSeries Series)> counts) =>
        new("alarms", texts["monitoring.chart.alarms"], MetricUnit.Count,
            [.. counts.Select((c, i) => new ChartLine(c.Severity, Model.Monitoring.Alarms.Name(texts, c.Severity), i < SeverityLooks.Length ? SeverityLooks[i] : 1, Points(c.Series)))]);

    /// <summary>The points of a series by time; the average where the cloud gives several statistics.</summary>
    public static IReadOnlyList<ChartPoint> Points(MetricSeries series) =>
    [
        .. (series.DataPoints ?? []).Where(p => p.Timestamp is > 0)
            .Select(p => (At: DateTimeOffset.FromUnixTimeMilliseconds(p.Timestamp!.Value), Value: Value(p)))
            .Where(p => p.Value is not null).Select(p => new ChartPoint(p.At, p.Value!.Value)).OrderBy(p => p.At),
    ];

    private static IReadOnlyList<ChartPoint> Points(MetricSeriesList answer, string metric) =>
        (answer.Metrics ?? []).FirstOrDefault(m => m.Metric?.MetricName == metric) is { } series ? Points(series) : [];

    // The cloud tells what is free; what people watch is what is used.
    private static IReadOnlyList<ChartPoint> Used(IReadOnlyList<ChartPoint> free, IReadOnlyList<ChartPoint> total)
    {
        var totals = total.DistinctBy(p => p.At).ToDictionary(p => p.At, p => p.Value);
        return [.. free.Where(p => totals.ContainsKey(p.At)).Select(p => new ChartPoint(p.At, Math.Max(0, totals[p.At] - p.Value)))];
    }

    private static double? Value(MetricPoint point) =>
        (point.Statistics ?? []).FirstOrDefault(s => s.Statistic == "average")?.Value ?? (point.Statistics is [var first, ..] ? first.Value : null);

    private sealed record ChartKind(string Key, MetricUnit Unit, string[] Metrics)
    {
        /// <summary>True if the first metric is what is free of the second.</summary>
        public bool FreeFirst { get; init; }
    }
}
