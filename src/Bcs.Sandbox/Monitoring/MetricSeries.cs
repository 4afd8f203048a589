using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Monitoring;

/// <summary>The last hour of a service, a point a minute.</summary>
internal sealed class MetricSeries
{
    private const int Points = 60;
    private const double Wobble = 0.06;

    private readonly SignalSource _source;
    private readonly long _last;

    public MetricSeries(BcsCall call, ServiceState service)
    {
        _last = call.Now - (call.Now % SignalSource.Minute);
        _source = new SignalSource(call.World.Seed, call.Tenant, service, call.Now, _last - (Points * SignalSource.Minute));
    }

    /// <summary>Metrics over all given instances together.</summary>
    public IReadOnlyList<MetricItem> Of(IReadOnlyList<(MonitoredEntity Entity, MonitoredInstance Instance)> instances, IEnumerable<MetricDefinition> metrics, IReadOnlyList<Dimension> dimensions)
    {
        var minutes = Enumerable.Range(0, Points).Select(i => _last - ((Points - 1 - i) * SignalSource.Minute)).Where(m => m >= _source.UpSince).ToList();
        var signals = minutes.ConvertAll(m => (Minute: m, Signals: Signals(instances, m))).FindAll(s => s.Signals.Count > 0);
        return [.. metrics.Select(metric => new MetricItem(
            new MetricName("PAAS.CONTAINER", metric.Name, dimensions),
            [.. signals.Select(s => new DataPoint(s.Minute / 1_000_000, metric.Unit, Statistics(metric, metric.Value(s.Signals))))]))];
    }

    /// <summary>The newest values of one instance by metric; null if the service was not up yet or the instance reports nothing.</summary>
    public IReadOnlyDictionary<string, double>? Newest(MonitoredEntity entity, MonitoredInstance instance)
    {
        if (_last < _source.UpSince)
        {
            return null;
        }

        var signals = Signals([(entity, instance)], _last);
        return signals.Count == 0 ? null : MetricDefinition.OfInstance.ToDictionary(m => m.Name, m => Rounded(m.Value(signals)));
    }

    private List<(MonitoredInstance Instance, Signals Signals)> Signals(IReadOnlyList<(MonitoredEntity Entity, MonitoredInstance Instance)> instances, long minute) =>
        [.. instances.Select(i => (i.Instance, Signals: _source.At(i.Entity, i.Instance, minute))).Where(i => i.Signals is not null).Select(i => (i.Instance, i.Signals!.Value))];

    private static IReadOnlyList<StatisticValue> Statistics(MetricDefinition metric, double value)
    {
        var wobble = metric.Steady ? 0 : Wobble;
        var most = metric.Unit == "Percent" ? 100 : double.MaxValue;
        return
        [
            new("maximum", Rounded(Math.Min(most, value * (1 + wobble)))),
            new("average", Rounded(value)),
            new("minimum", Rounded(value * (1 - wobble))),
        ];
    }

    private static double Rounded(double value) => Math.Round(value, 3);
}
