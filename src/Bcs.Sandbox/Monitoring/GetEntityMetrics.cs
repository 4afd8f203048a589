using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Monitoring;

/// <summary>Monitoring data of one instance, 5.3.5. Not to be had for edge nodes.</summary>
internal static class GetEntityMetrics
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

        if (string.IsNullOrEmpty(request.EntityName))
        {
            return BcsFaults.Parameter("entity_name", "is required");
        }

        if (string.IsNullOrEmpty(request.InstanceName))
        {
            return BcsFaults.Parameter("instance_name", "is required");
        }

        if (service.IsIef)
        {
            return BcsFaults.NotOnEdge("GetOrgInstanceMetricDetail");
        }

        if (request.Find(call, service, out var entities) is { } fault)
        {
            return fault;
        }

        var entity = entities[0];
        if (entity.Instances.FirstOrDefault(i => i.Name == request.InstanceName) is not { } instance)
        {
            return BcsFaults.InstanceUnknown;
        }

        Dimension[] dimensions = [.. ListServiceMetrics.Dimensions(service), new("entity", entity.Name), new("podName", instance.Name)];
        var metrics = new MetricSeries(call, service).Of([(entity, instance)], MetricDefinition.OfInstance, dimensions);
        return Answer.Ok(new MetricList(metrics), metrics.Count);
    }
}
