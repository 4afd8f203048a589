using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Http;
using Portal.Bff.Platform.Problems;
using Portal.Contracts.Audit;

namespace Portal.Bff.Access;

/// <summary>
/// Finds the tenant of a request among the session's and checks the action of its route, before anything of the request is read. A tenant that does not
/// exist and one that is somebody else's get the same answer; a refusal is in the audit where one is due.
/// </summary>
internal sealed class TenantActionRule(IAccessEngine access, IAuditLog audit, Refusals refusals) : AuthorizationHandler<TenantActionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, TenantActionRequirement requirement)
    {
        // Who is not signed in fails by the policy's other half.
        if (context.Resource is not HttpContext http || PortalSession.From(context.User) is not { } session)
        {
            return;
        }

        if (await RefuseAsync(http, session, requirement) is { } problem)
        {
            http.Features.Set(new AccessRefusal(problem));
            context.Fail();
            return;
        }

        context.Succeed(requirement);
    }

    // Null if the scope is granted.
    private async Task<PortalProblem?> RefuseAsync(HttpContext context, PortalSession session, TenantActionRequirement requirement)
    {
        var tenant = requirement.Tenant(context);
        if (tenant.Length == 0)
        {
            if (session.TenantIds.Count != 1)
            {
                return AccessProblems.TenantRequired;
            }

            tenant = session.TenantIds[0];
        }
        else if (!session.TenantIds.Contains(tenant, StringComparer.Ordinal))
        {
            var logs = await Concerned.ByAttemptAsync(context, tenant, access);
            return await RecordedAsync(
                context, AccessProblems.TenantUnknown, async problem => await refusals.RecordAsync(Call(context, AuditCall.PortalTenant, null, requirement.Operation), Denied(problem), logs));
        }

        var actions = await access.ActionsAsync(session, tenant, context.RequestAborted);
        if (requirement.Action(context) is { } action && !actions.Contains(action))
        {
            return await RecordedAsync(
                context, AccessProblems.ActionDenied(action),
                async problem => await audit.RecordAsync(Call(context, tenant, action, requirement.Operation), Denied(problem), context.RequestAborted));
        }

        context.Features.Set(new TenantScope(session, tenant, actions));
        return null;
    }

    private static AuditCall Call(HttpContext context, string sequence, string? action, string operation) =>
        CallerInfo.Call(context, sequence, operation) with { Action = action, Path = CallerInfo.PathAndQuery(context) };

    private static AuditResult Denied(PortalProblem problem) => new(AuditOutcomes.Denied) { Status = problem.Status, UpstreamCode = problem.Code };

    private static async Task<PortalProblem> RecordedAsync(HttpContext context, PortalProblem problem, Func<PortalProblem, Task> record)
    {
        try
        {
            if (!HeadRule.IsProbe(context))
            {
                await record(problem);
            }

            return problem;
        }
        catch (AuditUnavailableException)
        {
            return AccessProblems.AuditUnavailable;
        }
    }
}

/// <summary>Why the rule of a route refused a request.</summary>
/// <param name="Problem">What to answer.</param>
internal sealed record AccessRefusal(PortalProblem Problem);

/// <summary>Answers what a rule refused: with its reason, and with 401 to whoever has no session.</summary>
internal sealed class AccessAnswers : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded ? next(context) : (context.Features.Get<AccessRefusal>()?.Problem ?? AccessProblems.SessionRequired).ExecuteAsync(context);
}
