using Bcs.Api.Catalogue;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Diagnostics;
using Portal.Bff.Sessions;
using Portal.Bff.Tenants;
using Portal.Contracts;

namespace Portal.Bff.Proxy;

/// <summary>Who calls what, for which tenant: resolved and allowed.</summary>
internal sealed record GatewayScope(PortalSession Session, Tenant Tenant, string ProjectId, BcsOperation Operation)
{
    /// <summary>The reason that was given for a download of keys, or null.</summary>
    public string? Reason { get; init; }
}

/// <summary>Decides whether a call may go on. A tenant named by a request is only looked up among the session's.</summary>
internal sealed class GatewayGate(TenantDirectory tenants, IAccessEngine access)
{
    private static readonly PortalProblem TenantUnknown = new(
        StatusCodes.Status404NotFound, ProblemCodes.TenantUnknown, "No such tenant.",
        "The tenant or its project is not one of yours. Choose one of the tenants in the switcher.");

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
            return (null, SessionsSlice.Required, null);
        }

        var named = context.Request.RouteValues["tenant"] as string ?? "";
        var tenant = session.TenantIds.Contains(named) ? await tenants.FindAsync(named, context.RequestAborted) : null;
        if (tenant is null)
        {
            return (null, TenantUnknown, null);
        }

        if (tenant.ProjectId is null)
        {
            return (null, ProjectUnknown, tenant.Id);
        }

        if (context.Request.RouteValues["project_id"] as string != tenant.ProjectId)
        {
            return (null, TenantUnknown, tenant.Id);
        }

        return (await access.ActionsAsync(session, tenant.Id, context.RequestAborted)).Contains(operation.Action)
            ? (new GatewayScope(session, tenant, tenant.ProjectId, operation), null, tenant.Id)
            : (null, Denied(operation), tenant.Id);
    }

    private static PortalProblem Denied(BcsOperation operation) => new(
        StatusCodes.Status403Forbidden, ProblemCodes.ActionDenied, "You may not do this here.",
        $"None of your roles in this tenant allows {operation.Action}. Ask an administrator of the tenant for a role that does.")
    {
        Action = operation.Action,
    };
}
