using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>Deletes a service, 5.1.19. What its flags do not name stays.</summary>
internal static class DeleteService
{
    private const string OperationType = "00";

    private static readonly string[] Flags = ["is_delete_storage", "is_delete_obs", "is_delete_resource", "is_delete_ief"];

    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (CheckFlags(call, service) is { } fault)
        {
            return fault;
        }

        if (call.RefuseChange(service) is { } refusal)
        {
            return refusal;
        }

        var name = call.World.NextName("delete");
        var (id, recordedAt) = call.World.NextOperation(OperationType);
        OperationEngine.Start(
            call.Tenant, service,
            new OperationState
            {
                Id = id,
                Type = OperationType,
                Kind = OperationKind.DeleteService,
                ServiceId = service.Id,
                ServiceName = service.Name,
                Cluster = service.Cluster,
                RecordedAt = recordedAt,
                Steps = new OperationPlans(call.World.Seed, name).DeleteService(
                    IsSet(call, Flags[0]), IsSet(call, Flags[1]), IsSet(call, Flags[2]) && !service.IsIef, IsSet(call, Flags[3]) && service.IsIef),
            },
            call.Fault);
        return Answer.Ok(new DeleteServiceResponse { OperationId = id });
    }

    private static BcsFault? CheckFlags(BcsCall call, ServiceState service)
    {
        foreach (var flag in Flags)
        {
            if (call.Query[flag].ToString() is { Length: > 0 } value && !bool.TryParse(value, out _))
            {
                return BcsFaults.Parameter(flag, "must be true or false");
            }
        }

        if (service.IsIef && !call.Query.ContainsKey(Flags[3]))
        {
            return BcsFaults.Parameter(Flags[3], "must not be empty");
        }

        // The name reads like a flag, but the value is a list of node names.
        return bool.TryParse(call.Query["is_delete_lightpeer"], out _)
            ? BcsFaults.Parameter("is_delete_lightpeer", "must be names of edge nodes")
            : null;
    }

    private static bool IsSet(BcsCall call, string flag) => bool.TryParse(call.Query[flag], out var set) && set;
}
