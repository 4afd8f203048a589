using Bcs.Api.Services;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>Deletes a service, 5.1.19. What its flags do not name stays.</summary>
internal static class DeleteService
{
    private static readonly string[] Flags = ["is_delete_storage", "is_delete_obs", "is_delete_resource", "is_delete_ief"];

    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return call.Tenant.OperationsByService.ContainsKey(call.Value("blockchain_id")) ? BcsFaults.AlreadyDeleted : BcsFaults.ServiceUnknown;
        }

        if ((CheckFlags(call, service) ?? Refuse(call, service)) is { } fault)
        {
            return fault;
        }

        var id = call.Begin(service, OperationKind.DeleteService, p => p.DeleteService(
            IsSet(call, Flags[0]), IsSet(call, Flags[1]), IsSet(call, Flags[2]) && !service.IsIef,
            service.IsIef && (IsSet(call, Flags[3]) || call.Query.ContainsKey("ief_nodes_id"))));
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
            return BcsFaults.Missing(Flags[3]);
        }

        // The name reads like a flag, but the value is a list of node names.
        if (List(call, "is_delete_lightpeer").Exists(n => bool.TryParse(n, out _)))
        {
            return BcsFaults.Parameter("is_delete_lightpeer", "must be names of edge nodes");
        }

        return service.IsIef && List(call, "ief_nodes_id").Exists(id => service.IefNodes.All(n => n.Id != id))
            ? BcsFaults.Parameter("ief_nodes_id", "must be ids of the service's edge nodes")
            : null;
    }

    /// <summary>One that failed can be deleted; the others have to be awake and billed by use.</summary>
    private static BcsFault? Refuse(BcsCall call, ServiceState service) => call.RefuseBusy(service) ?? service switch
    {
        { Yearly: true } => BcsFaults.YearlyNotDeleted,
        { Status: ServiceState.Hibernating } => BcsFaults.ClusterHibernated,
        { Status: ServiceState.Frozen } => BcsFaults.Asleep,
        _ => call.RefuseForPartners(service),
    };

    private static List<string> List(BcsCall call, string name) =>
        [.. call.Query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static bool IsSet(BcsCall call, string flag) => bool.TryParse(call.Query[flag], out var set) && set;
}
