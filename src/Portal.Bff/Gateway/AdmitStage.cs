using Portal.Bff.Access;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Tenants;
using Portal.Contracts;

namespace Portal.Bff.Gateway;

/// <summary>Decides whether a call may go on. A tenant named by a request is only looked up among the session's.</summary>
internal sealed class AdmitStage(TenantDirectory tenants, IAccessEngine access, CallRefusals refusals) : ICallStage
{
    private static readonly PortalProblem ProjectUnknown = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.IamUnavailable, "The tenant's project is not known yet.",
        "The cloud's sign-in service has not told the project's id so far. Try again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public async Task<bool> RunAsync(GatewayCall call)
    {
        var context = call.Context;
        if (PortalSession.From(context.User) is not { } session)
        {
            return await refusals.StrangerAsync(call, AccessProblems.SessionRequired);
        }

        var named = context.Request.RouteValues["tenant"] as string ?? "";
        if (!session.TenantIds.Contains(named) || await tenants.FindAsync(named, context.RequestAborted) is not { } tenant)
        {
            return await refusals.StrangerAsync(call, AccessProblems.TenantUnknown);
        }

        (call.Session, call.Tenant) = (session, tenant);
        call.Audit = call.Audit with { Tenant = tenant.Id };
        var problem = tenant.ProjectId is null ? ProjectUnknown
            : context.Request.RouteValues["project_id"] as string != tenant.ProjectId ? AccessProblems.TenantUnknown
            : !(await access.ActionsAsync(session, tenant.Id, context.RequestAborted)).Contains(call.Operation.Action) ? AccessProblems.ActionDenied(call.Operation.Action)
            : null;
        return problem is null || await refusals.DeniedAsync(call, problem);
    }
}
