using Bcs.Api.Catalogue;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Iam;

namespace Bcs.Sandbox.Pipeline;

/// <summary>The BCS API: its routes are those of the catalogue.</summary>
internal static class BcsEndpoints
{
    public static void MapBcs(this IEndpointRouteBuilder endpoints)
    {
        foreach (var operation in BcsOperations.All)
        {
            if (BcsHandlers.Find(operation) is { } handler)
            {
                endpoints.MapMethods(operation.Template, [operation.Method], (HttpContext context, CallPipeline pipeline, SandboxWorld world, SandboxClock clock, Callers callers) =>
                    pipeline.RunAsync(
                        context, operation.Id, TenantOfPath(world, context)?.Id,
                        (call, body) => Carry(context, world, clock, callers, operation, handler, call, body)));
            }
        }

        endpoints.Map("/v2/{**rest}", (HttpContext context, CallPipeline pipeline) =>
            pipeline.RunAsync(context, null, null, (_, _) => BcsFaults.NotFound));
    }

    private static TenantState? TenantOfPath(SandboxWorld world, HttpContext context)
    {
        lock (world.Gate)
        {
            return world.FindTenantByProject(context.GetRouteValue("project_id")?.ToString() ?? "");
        }
    }

    private static Answer Carry(
        HttpContext context, SandboxWorld world, SandboxClock clock, Callers callers, BcsOperation operation, Func<BcsCall, Answer> handler, CallInProgress call,
        ReadOnlyMemory<byte> body)
    {
        var credentials = Credentials.Of(context, body);
        lock (world.Gate)
        {
            if (callers.Identify(credentials, call, out var caller) is { } fault)
            {
                return fault;
            }

            if (caller!.ProjectId is null || context.GetRouteValue("project_id")?.ToString() != caller.ProjectId || !Permissions.Allows(caller.User, operation))
            {
                return BcsFaults.Forbidden;
            }

            var now = clock.Now;
            OperationEngine.Settle(world, now);
            return handler(new BcsCall(operation, world, caller.Tenant, now, context.Request.RouteValues, context.Request.Query, body, call.Fault)
            {
                ContentType = context.Request.ContentType,
            });
        }
    }
}
