using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

using Microsoft.AspNetCore.Http.HttpResults;

namespace Bcs.Sandbox.Control;

/// <summary>Brings services and tenants into states that the API itself cannot produce.</summary>
internal static class ServiceEndpoints
{
    private const string Yearly = "yearly";
    private const string PayPerUse = "payPerUse";
    private const int MostServices = 10_000;

    public static void MapServices(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapPost("/services/{id}", SetService);
        sandbox.MapPut("/tenants/{id}", SetTenant);
    }

    private static Results<Ok<ServiceShown>, NotFound, BadRequest<string>> SetService(string id, ServiceSetting setting, SandboxWorld world, SandboxClock clock)
    {
        if (setting.Status is { } asked && !ServiceState.Statuses.Contains(asked))
        {
            return TypedResults.BadRequest($"status must be one of: {string.Join(", ", ServiceState.Statuses)}");
        }

        if (setting.ChargingMode is not (null or Yearly or PayPerUse))
        {
            return TypedResults.BadRequest($"chargingMode must be {Yearly} or {PayPerUse}");
        }

        lock (world.Gate)
        {
            OperationEngine.Settle(world, clock.Now);
            var owner = world.Tenants.FirstOrDefault(t => t.FindService(id) is not null);
            if (owner?.FindService(id) is not { } service)
            {
                return TypedResults.NotFound();
            }

            if (service.CurrentOperation is not null)
            {
                return TypedResults.BadRequest("the service is being changed");
            }

            service.Status = setting.Status ?? service.Status;
            service.Yearly = setting.ChargingMode is { } mode ? mode == Yearly : service.Yearly;
            if (setting.Upgrade is true)
            {
                OperationEngine.Begin(world, owner, service, OperationKind.UpgradeService, p => p.UpgradeService(), fault: null);
            }

            world.Changed();
            return TypedResults.Ok(new ServiceShown(owner.Id, service.Id, service.Name, service.Status, service.Yearly ? Yearly : PayPerUse, service.CurrentOperation));
        }
    }

    private static Results<NoContent, NotFound, BadRequest<string>> SetTenant(string id, TenantSetting setting, SandboxWorld world)
    {
        if (setting.ServiceQuota is not (>= 0 and <= MostServices))
        {
            return TypedResults.BadRequest($"serviceQuota must be 0 to {MostServices}");
        }

        lock (world.Gate)
        {
            if (world.FindTenant(id) is not { } tenant)
            {
                return TypedResults.NotFound();
            }

            tenant.ServiceQuota = setting.ServiceQuota.Value;
            world.Changed();
            return TypedResults.NoContent();
        }
    }
}

/// <summary>Body of <c>POST /sandbox/services/{id}</c>; what is null stays.</summary>
/// <param name="Status">Status of section 5.1.3.</param>
/// <param name="ChargingMode"><c>yearly</c> or <c>payPerUse</c>.</param>
/// <param name="Upgrade">True starts an upgrade, which the API has no call for.</param>
internal sealed record ServiceSetting(string? Status, string? ChargingMode, bool? Upgrade);

/// <summary>A service as control sees it.</summary>
internal sealed record ServiceShown(string Tenant, string Id, string Name, string Status, string ChargingMode, string? Operation);

/// <summary>Body of <c>PUT /sandbox/tenants/{id}</c>.</summary>
/// <param name="ServiceQuota">How many services the tenant may have.</param>
internal sealed record TenantSetting(int? ServiceQuota);
