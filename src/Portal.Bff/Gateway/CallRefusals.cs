using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
using Portal.Contracts.Audit;

namespace Portal.Bff.Gateway;

/// <summary>Refuses calls that have not been sent: recorded, then answered.</summary>
internal sealed partial class CallRefusals(IAuditLog audit, Refusals refusals, IAccessEngine access, ILogger<CallRefusals> logger)
{
    /// <summary>Refuses whoever has no session, or is none of the tenant's. Always false: the call ends.</summary>
    public async Task<bool> StrangerAsync(GatewayCall call, PortalProblem problem)
    {
        var context = call.Context;
        var id = await refusals.RecordAsync(
            call.Audit, Result(call, AuditOutcomes.Denied, problem), await Concerned.ByAttemptAsync(context, context.Request.RouteValues["tenant"] as string, access));

        // Not to a person of another tenant: the id would tell whether the named one exists.
        if (id is not null && PortalSession.From(context.User) is null)
        {
            AuditAnswers.Name(context, id);
        }

        await problem.ExecuteAsync(context);
        return false;
    }

    /// <summary>Refuses what somebody may not do, or not so. Always false: the call ends.</summary>
    public Task<bool> DeniedAsync(GatewayCall call, PortalProblem problem) => RefuseAsync(call, AuditOutcomes.Denied, problem);

    /// <summary>Refuses what could not be done. Always false: the call ends.</summary>
    public Task<bool> FailedAsync(GatewayCall call, PortalProblem problem) => RefuseAsync(call, AuditOutcomes.Failed, problem);

    private async Task<bool> RefuseAsync(GatewayCall call, string outcome, PortalProblem problem)
    {
        LogRefused(logger, call.Audit.Operation, call.Audit.Tenant, problem.Code);
        await audit.RecordAsync(call.Context, call.Audit, Result(call, outcome, problem), call.Context.RequestAborted);
        await problem.ExecuteAsync(call.Context);
        return false;
    }

    private static AuditResult Result(GatewayCall call, string outcome, PortalProblem problem) => call.Result(outcome, problem.Status) with { UpstreamCode = problem.Code };

    [LoggerMessage(160, LogLevel.Information, "Refused {Operation} for tenant {Tenant}: {Code}")]
    private static partial void LogRefused(ILogger logger, string operation, string tenant, string code);
}
