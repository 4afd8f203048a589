using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Monitoring;

/// <summary>
/// Lists alarms, 5.3.1, in the live service's form: each alarm is a metric whose dimensions describe it, 1 from when it was raised, 0 from when it was cleared.
/// </summary>
internal static class ListAlarms
{
    private const string Unit = "Count";
    private const string Statistic = "maximum";

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

        return Answer.Ok(new MetricList([.. found.Alarms.Select(a => Item(a, call.Now))]), found.Alarms.Count);
    }

    private static MetricItem Item(Alarm alarm, long now)
    {
        List<DataPoint> points = [Point(alarm.StartsAt, 1)];
        if (!alarm.IsActive(now))
        {
            points.Add(Point(alarm.EndsAt!.Value, 0));
        }

        return new MetricItem(new MetricName("BCS.ALARM", alarm.Name, alarm.Dimensions(now)), points);
    }

    private static DataPoint Point(long at, double value) => new(at / 1_000_000, Unit, [new StatisticValue(Statistic, value)]);
}
