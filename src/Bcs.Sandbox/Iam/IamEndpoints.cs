using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Iam;

/// <summary>IAM: password tokens and projects.</summary>
internal static class IamEndpoints
{
    public static void MapIam(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v3/auth/tokens", (HttpContext context, CallPipeline pipeline, SandboxWorld world) =>
            pipeline.RunAsync(context, FaultTable.Iam, null, (call, body) => PasswordTokens.Issue(context, world, call, body), body => PasswordTokens.Tenant(world, body)));
        endpoints.MapGet("/v3/projects", (HttpContext context, CallPipeline pipeline, SandboxWorld world) =>
            pipeline.RunAsync(context, FaultTable.Iam, null, (call, _) => Projects.List(context, world, call)));
        endpoints.Map("/v3/{**rest}", (HttpContext context, CallPipeline pipeline) =>
            pipeline.RunAsync(context, null, null, (_, _) => IamAnswers.Refuse(404, "The requested resource could not be found.")));
    }
}
