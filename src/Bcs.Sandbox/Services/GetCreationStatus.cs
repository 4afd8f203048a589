using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>Tells how far the creation of a service is, by resource, 5.1.2. It is the same progress that 5.1.17 shows.</summary>
internal static class GetCreationStatus
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service || !call.Tenant.OperationsById.TryGetValue(service.CreationOperation, out var operation))
        {
            return BcsFaults.ServiceUnknown;
        }

        var parts = OperationTimeline.At(operation, call.Now).SubSteps.Where(p => p.Plan.Resource is not null).ToLookup(p => p.Plan.Resource!);
        return Answer.Ok(new ServiceCreationStatus
        {
            Bcs = Detail(parts["bcs"]),
            Eip = Detail(parts["eip"]),
            Sfs = Detail(parts["sfs"]),
            Cce = service.Cluster.Created
                ? new CceCreationStatus
                {
                    Cluster = Detail(parts["cce.cluster"]),
                    Network = Detail(parts["cce.network"]),
                    SecurityGroup = Detail(parts["cce.security_group"]),
                }
                : null,
        });
    }

    private static CreationDetail? Detail(IEnumerable<SubStepView> parts)
    {
        var all = parts.ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var failed = all.Exists(p => p.Status == OperationTimeline.Failed);
        var over = failed || all.TrueForAll(p => p.Status == OperationTimeline.Finished);
        var started = all.Exists(p => p.StartedAt > 0);
        return new CreationDetail
        {
            StartTime = started ? Time(all.Where(p => p.StartedAt > 0).Min(p => p.StartedAt)) : null,
            EndTime = over ? Time(all.Max(p => p.EndedAt)) : null,
            Status = failed ? "failed" : over ? "finished" : started ? "deploying" : "waiting",
            Detail = "",
        };
    }

    private static string Time(long nanoseconds) => WireTimes.WithNanoseconds(nanoseconds, Beijing);
}
