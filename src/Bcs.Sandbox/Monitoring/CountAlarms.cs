using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Monitoring;

/// <summary>Counts alarms by severity and step of time, 5.3.2: how many were raised in each.</summary>
internal static class CountAlarms
{
    public static Answer Handle(BcsCall call)
    {
        if (call.World.Dialect == Dialect.Reference)
        {
            return ListServiceMetrics.Handle(call);
        }

        if (AlarmQuery.Read(call, out var found) is { } fault)
        {
            return fault;
        }

        var items = IncidentKind.Severities.Select(severity => Item(severity, found.Request.Step!.Value, found.From, found.To, found.Alarms)).ToList();
        return Answer.Ok(new MetricList(items), items.Count);
    }

    private static MetricItem Item(string severity, long step, long from, long to, IReadOnlyList<Alarm> alarms)
    {
        var counts = new int[((to - from) / step) + 1];
        foreach (var alarm in alarms.Where(a => a.Severity == severity))
        {
            // One that was raised before the range and is still on counts where the range begins.
            counts[(Math.Max(from, alarm.StartsAt / 1_000_000) - from) / step]++;
        }

        return new MetricItem(
            new MetricName("BCS.ALARM", "alarmCount", [new Dimension("event_severity", severity)]),
            [.. counts.Select((count, i) => new DataPoint(from + (i * step), "Count", [new StatisticValue("sum", count)]))]);
    }
}
