using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Iam;

/// <summary>IAM: password tokens, and what belongs to the caller's account.</summary>
internal static class IamEndpoints
{
    public static void MapIam(this IEndpointRouteBuilder endpoints)
    {
        // Some SDKs sign this call too; there is nobody yet who could have signed it, so the signature is not looked at.
        endpoints.MapPost("/v3/auth/tokens", (HttpContext context, CallPipeline pipeline, SandboxWorld world) =>
            pipeline.RunAsync(context, FaultTable.Iam, null, (call, body) => PasswordTokens.Issue(context, world, call, body), body => PasswordTokens.Tenant(world, body)));
        Read("/v3/projects", lists => lists.Projects);
        Read("/v3/auth/projects", lists => lists.Projects);
        Read("/v3/projects/{id}", lists => lists.Project);
        Read("/v3/auth/domains", lists => lists.Domains);
        Read("/v3/regions", lists => lists.Regions);
        endpoints.Map("/v3/{**rest}", (HttpContext context, CallPipeline pipeline) => pipeline.RunAsync(context, null, null, (_, _) => IamAnswers.NotFound));

        void Read(string path, Func<AccountLists, Func<HttpContext, CallInProgress, ReadOnlyMemory<byte>, Answer>> list) =>
            endpoints.MapGet(path, (HttpContext context, CallPipeline pipeline, AccountLists lists) =>
                pipeline.RunAsync(context, FaultTable.Iam, null, (call, body) => list(lists)(context, call, body)));
    }
}
