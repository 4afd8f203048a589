using System.Text.Json.Serialization;

using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Monitoring;

/// <summary>Monitoring data of a service as a whole, 5.3.3.</summary>
internal static class ListServiceMetrics
{
    private const int DefaultMetrics = 5;

    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if ((call.Body.IsEmpty ? new Request(null) : call.Read<Request>()) is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        var asked = request.MetricNames is { Count: > 0 } names
            ? names.ConvertAll(n => MetricDefinition.OfService.FirstOrDefault(m => m.Name == n))
            : [.. MetricDefinition.OfService.Take(DefaultMetrics)];
        if (asked.Contains(null))
        {
            return BcsFaults.MetricUnknown;
        }

        var instances = MonitoredEntity.Of(call.World, service).SelectMany(e => e.Instances.Select(i => (e, i))).ToList();
        var metrics = new MetricSeries(call, service).Of(instances, asked.Distinct()!, Dimensions(service));
        return Answer.Ok(new MetricList(metrics), metrics.Count);
    }

    /// <summary>Dimensions that all metrics of a service have.</summary>
    public static IReadOnlyList<Dimension> Dimensions(ServiceState service) =>
        [new("clusterId", service.Cluster.Id), new("blockchainId", service.Id), new("blockchainName", service.Name)];

    private sealed record Request([property: JsonPropertyName("metric_names")] List<string>? MetricNames);
}
