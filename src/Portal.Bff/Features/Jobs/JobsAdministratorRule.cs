using Microsoft.AspNetCore.Authorization;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Http;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Features.Jobs;

/// <summary>A route's rule: the person is one of <c>Jobs:Administrators</c>.</summary>
internal sealed record JobsAdministratorRequirement : IAuthorizationRequirement;

/// <summary>Lets in the administrators of the portal, and records whom else it met.</summary>
internal sealed class JobsAdministratorRule(JobsOptions options, Refusals refusals) : AuthorizationHandler<JobsAdministratorRequirement>
{
    private static readonly PortalProblem Denied = new(
        StatusCodes.Status403Forbidden, ProblemCodes.ActionDenied, "You may not do this here.",
        "The jobs of the portal are for its administrators, whom its operator names in Jobs:Administrators.");

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, JobsAdministratorRequirement requirement)
    {
        if (context.Resource is not HttpContext http || PortalSession.From(context.User) is not { } session)
        {
            return;
        }

        if (options.Administrators.Contains(session.UserId, StringComparer.Ordinal))
        {
            context.Succeed(requirement);
            return;
        }

        if (!HeadRule.IsProbe(http))
        {
            await refusals.RecordAsync(
                CallerInfo.Call(http, AuditCall.PortalTenant, AuditEvents.JobsAction),
                new AuditResult(AuditOutcomes.Denied) { Status = Denied.Status, UpstreamCode = Denied.Code }, [AuditCall.PortalTenant]);
        }

        http.Features.Set(new AccessRefusal(Denied));
        context.Fail();
    }
}
