using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Catalogue;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Pipeline;

/// <summary>A BCS call whose caller is known and allowed. Handlers run with the world's gate held and see a settled tenant.</summary>
/// <param name="Operation">Entry of the catalogue.</param>
/// <param name="World">All state.</param>
/// <param name="Tenant">The caller's tenant.</param>
/// <param name="Now">Simulated nanoseconds since 1970.</param>
/// <param name="Route">Values of the path.</param>
/// <param name="Query">Values of the query.</param>
/// <param name="Body">The body; empty if none was sent.</param>
/// <param name="Fault">Rule that meets this call, for operations that it starts.</param>
internal sealed record BcsCall(
    BcsOperation Operation, SandboxWorld World, TenantState Tenant, long Now, RouteValueDictionary Route, IQueryCollection Query,
    ReadOnlyMemory<byte> Body, FaultRule? Fault)
{
    /// <summary>Media type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The service that the path names, or null.</summary>
    public ServiceState? Service => Tenant.FindService(Value("blockchain_id"));

    /// <summary>A value of the path.</summary>
    public string Value(string name) => Route.TryGetValue(name, out var value) ? value?.ToString() ?? "" : "";

    /// <summary>The operation that changes a service right now, or null.</summary>
    public OperationState? Current(ServiceState service) =>
        service.CurrentOperation is { } id ? Tenant.OperationsById.GetValueOrDefault(id) : null;

    /// <summary>Why a service takes no change now, or null: it is being changed, is not well, or another one of its consortium is being changed.</summary>
    public BcsFault? RefuseChange(ServiceState service) =>
        RefuseBusy(service) ?? service.Status switch
        {
            ServiceState.Normal => RefuseForPartners(service),
            ServiceState.Frozen or ServiceState.Hibernating => BcsFaults.Asleep,
            ServiceState.EipAbnormal => BcsFaults.EipUnbound,
            _ => BcsFaults.Busy,
        };

    /// <summary>Why a service takes no change while another one of its consortium is being changed, or null.</summary>
    public BcsFault? RefuseForPartners(ServiceState service) =>
        ChannelMembers.Partners(World.State, service).Any(p => p.Service.CurrentOperation is not null) ? BcsFaults.ConsortiumBusy : null;

    /// <summary>Why a service takes no change now if only what is going on with it counts, or null.</summary>
    public BcsFault? RefuseBusy(ServiceState service) => Current(service)?.Kind switch
    {
        null => null,
        OperationKind.CreateService => BcsFaults.BeingCreated,
        OperationKind.UpgradeService => BcsFaults.BeingUpgraded,
        OperationKind.DeleteService => BcsFaults.BeingDeleted,
        _ => BcsFaults.Busy,
    };

    /// <summary>Begins the operation of this call.</summary>
    /// <param name="service">What is changed.</param>
    /// <param name="kind">How.</param>
    /// <param name="plan">Its steps.</param>
    /// <param name="detail">Adds what the effect needs to know.</param>
    /// <returns>The operation's id.</returns>
    public string Begin(ServiceState service, OperationKind kind, Func<OperationPlans, IReadOnlyList<StepPlan>> plan, Action<OperationState>? detail = null) =>
        OperationEngine.Begin(World, Tenant, service, kind, plan, Fault, detail).Id;

    /// <summary>The body as a record, or null if it is not a JSON object of that form.</summary>
    public T? Read<T>()
        where T : class
    {
        try
        {
            return Body.Length == 0 ? null : JsonSerializer.Deserialize<T>(Body.Span, BcsJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
