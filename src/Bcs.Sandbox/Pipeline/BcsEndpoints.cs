using Bcs.Api.Catalogue;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Pipeline;

/// <summary>The BCS API: its routes are those of the catalogue.</summary>
internal static class BcsEndpoints
{
    private const string TokenHeader = "X-Auth-Token";

    public static void MapBcs(this IEndpointRouteBuilder endpoints)
    {
        foreach (var operation in BcsOperations.All)
        {
            if (BcsHandlers.Find(operation) is { } handler)
            {
                endpoints.MapMethods(operation.Template, [operation.Method], (HttpContext context, CallPipeline pipeline, SandboxWorld world, SandboxClock clock) =>
                    pipeline.RunAsync(
                        context, operation.Id, TenantOfPath(world, context)?.Id,
                        (call, body) => Carry(context, world, clock, operation, handler, call, body)));
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
        HttpContext context, SandboxWorld world, SandboxClock clock, BcsOperation operation, Func<BcsCall, Answer> handler, CallInProgress call, ReadOnlyMemory<byte> body)
    {
        lock (world.Gate)
        {
            if (call.Fault is { ExpireTokens: true } expire)
            {
                world.RevokeTokens(expire.Tenant);
            }

            var header = context.Request.Headers[TokenHeader].ToString();
            if (header.Length == 0)
            {
                return BcsFaults.Token("x-auth-token not found");
            }

            if (world.FindToken(header) is not { } token || world.FindTenant(token.Tenant) is not { } tenant
                || tenant.Users.Find(u => u.Name == token.User) is not { } user)
            {
                return BcsFaults.Token("decrypt token fail");
            }

            call.Entry.Tenant = tenant.Id;
            call.Entry.User = user.Name;
            if (token.ProjectId is null || context.GetRouteValue("project_id")?.ToString() != token.ProjectId || !Roles.Allows(user.Role, operation))
            {
                return BcsFaults.Forbidden;
            }

            var now = clock.Now;
            OperationEngine.Settle(world, now);
            return handler(new BcsCall(operation, world, tenant, now, context.Request.RouteValues, context.Request.Query, body, call.Fault)
            {
                ContentType = context.Request.ContentType,
            });
        }
    }
}
