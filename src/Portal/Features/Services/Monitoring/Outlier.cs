using Portal.Resources;

namespace Portal.Features.Services.Monitoring;

/// <summary>The instance that stands out from the others, which an average over all of them hides.</summary>
internal static class Outlier
{
    private const double Points = 20;
    private const double Times = 1.5;

    /// <summary>The instance whose value lies clearly above the average of the others; null if none does.</summary>
    /// <param name="values">Values in percent.</param>
    public static (T Item, double Value)? Of<T>(IReadOnlyList<(T Item, double Value)> values)
    {
        if (values.Count < 2)
        {
            return null;
        }

        var most = values.MaxBy(v => v.Value);
        var others = (values.Sum(v => v.Value) - most.Value) / (values.Count - 1);
        return most.Value >= others + Points && most.Value >= others * Times ? most : null;
    }

    /// <summary>What to say beneath a chart of the whole service; null if nothing stands out.</summary>
    /// <param name="texts">Texts.</param>
    /// <param name="chart">Key of the chart.</param>
    /// <param name="instances">The instances with their newest values.</param>
    public static string? Note(Texts texts, string chart, IReadOnlyList<MonitoredInstance> instances)
    {
        var values = instances.Select(i => (Item: i, Value: chart switch { "cpu" => i.Now?.CpuUsage, "memory" => i.Now?.MemUsage, "disk" => i.Now?.FilesystemUsage, _ => null }))
            .Where(v => v.Value is not null).Select(v => (v.Item, v.Value!.Value)).ToList();
        return Of(values) is var (item, value) ? texts["monitoring.outlier", item.Label, Amounts.Text(value, MetricUnit.Percent)] : null;
    }
}
