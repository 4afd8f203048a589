using Bcs.Api.Catalogue;

using Portal.Bff.Access;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Tenants;
using Portal.Contracts;

namespace Portal.Bff.Gateway;

/// <summary>Who calls what, for which tenant: resolved and allowed.</summary>
internal sealed record GatewayScope(PortalSession Session, Tenant Tenant, string ProjectId, BcsOperation Operation)
{
    /// <summary>The reason that was given for a download of keys, or null.</summary>
    public string? Reason { get; init; }
}

/// <summary>Decides whether a call may go on. A tenant named by a request is only looked up among the session's.</summary>
internal sealed class GatewayGate(TenantDirectory tenants, IAccessEngine access)
{
    private static readonly PortalProblem ProjectUnknown = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.IamUnavailable, "The tenant's project is not known yet.",
        "The cloud's sign-in service has not told the project's id so far. Try again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    /// <summary>The scope, or why not. The tenant is the session's own; null is a stranger, to the portal or to the tenant.</summary>
    public async Task<(GatewayScope? Scope, PortalProblem? Problem, string? AuditTenant)> CheckAsync(HttpContext context, BcsOperation operation)
    {
        if (PortalSession.From(context.User) is not { } session)
        {
            return (null, AccessProblems.SessionRequired, null);
        }

        var named = context.Request.RouteValues["tenant"] as string ?? "";
        var tenant = session.TenantIds.Contains(named) ? await tenants.FindAsync(named, context.RequestAborted) : null;
        if (tenant is null)
        {
            return (null, AccessProblems.TenantUnknown, null);
        }

        if (tenant.ProjectId is null)
        {
            return (null, ProjectUnknown, tenant.Id);
        }

        if (context.Request.RouteValues["project_id"] as string != tenant.ProjectId)
        {
            return (null, AccessProblems.TenantUnknown, tenant.Id);
        }

        return (await access.ActionsAsync(session, tenant.Id, context.RequestAborted)).Contains(operation.Action)
            ? (new GatewayScope(session, tenant, tenant.ProjectId, operation), null, tenant.Id)
            : (null, AccessProblems.ActionDenied(operation.Action), tenant.Id);
    }
}
