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
    /// <summary>The service that the path names, or null.</summary>
    public ServiceState? Service => Tenant.FindService(Value("blockchain_id"));

    /// <summary>A value of the path.</summary>
    public string Value(string name) => Route.TryGetValue(name, out var value) ? value?.ToString() ?? "" : "";

    /// <summary>The operation that changes a service right now, or null.</summary>
    public OperationState? Current(ServiceState service) =>
        service.CurrentOperation is { } id ? Tenant.OperationsById.GetValueOrDefault(id) : null;

    /// <summary>Why a service takes no change now, or null.</summary>
    public BcsFault? RefuseChange(ServiceState service) => Current(service)?.Kind switch
    {
        OperationKind.CreateService => BcsFaults.BeingCreated,
        OperationKind.DeleteService => BcsFaults.BeingDeleted,
        OperationKind.CreateChannels => BcsFaults.Busy,
        _ => null,
    };

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
