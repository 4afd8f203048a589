using Portal.Resources;

namespace Portal.Features.Services.Monitoring;

/// <summary>The instances that stand out from the others, which an average over all of them hides.</summary>
internal static class Outlier
{
    private const double Points = 20;
    private const double Times = 1.5;

    /// <summary>The instances whose value lies clearly above the average of the others, the highest first; as many as that is true of.</summary>
    /// <param name="values">Values in percent.</param>
    public static IReadOnlyList<(T Item, double Value)> Of<T>(IReadOnlyList<(T Item, double Value)> values)
    {
        var falling = values.OrderByDescending(v => v.Value).ToList();
        for (var count = falling.Count - 1; count > 0; count--)
        {
            var (least, others) = (falling[count - 1].Value, falling.Skip(count).Average(v => v.Value));
            if (least >= others + Points && least >= others * Times)
            {
                return falling[..count];
            }
        }

        return [];
    }

    /// <summary>What to say beneath a chart of the whole service; null if nothing stands out.</summary>
    /// <param name="texts">Texts.</param>
    /// <param name="chart">Key of the chart.</param>
    /// <param name="instances">The instances with their newest values.</param>
    public static string? Note(Texts texts, string chart, IReadOnlyList<MonitoredInstance> instances)
    {
        var values = instances.Select(i => (Item: i, Value: chart switch { "cpu" => i.Now?.CpuUsage, "memory" => i.Now?.MemUsage, "disk" => i.Now?.FilesystemUsage, _ => null }))
            .Where(v => v.Value is not null).Select(v => (v.Item, v.Value!.Value)).ToList();
        return Of(values) switch
        {
            [] => null,
            [var (item, value)] => texts["monitoring.outlier", item.Label, Amounts.Text(value, MetricUnit.Percent)],
            var several => texts["monitoring.outliers", string.Join(texts["health.and"], several.Select(v => v.Item.Label)), Amounts.Text(several[^1].Value, MetricUnit.Percent)],
        };
    }
}
