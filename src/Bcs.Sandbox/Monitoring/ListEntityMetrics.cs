using System.Globalization;

using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Monitoring;

/// <summary>The newest monitoring data of every instance of the entities of a service, 5.3.4. Values are strings, as the models of all SDKs have them.</summary>
internal static class ListEntityMetrics
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (call.Read<EntityRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if (request.Find(call, service, out var entities) is { } fault)
        {
            return fault;
        }

        var series = new MetricSeries(call, service);
        var metrics = entities.SelectMany(e => e.Instances.Select(i => new
        {
            dimensions = new Dimension[] { new("cluster", service.Cluster.Name), new("entity", e.Name), new("instance", i.Name) },
            values = series.Newest(e, i) is { } newest
                ? [newest.ToDictionary(v => v.Key, v => v.Value.ToString(CultureInfo.InvariantCulture))]
                : Array.Empty<Dictionary<string, string>>(),
        })).ToList();
        return Answer.Ok(new { metrics }, metrics.Count);
    }
}
