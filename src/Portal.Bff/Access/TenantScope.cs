using Portal.Bff.Audit;
using Portal.Bff.Diagnostics;
using Portal.Bff.Sessions;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Access;

/// <summary>What a request may work in, or why it may not. A closed family: callers switch on both.</summary>
internal abstract record TenantScope
{
    private TenantScope()
    {
    }

    /// <summary>The session acts in this tenant and has the action.</summary>
    /// <param name="Session">Who asks.</param>
    /// <param name="Tenant">Tenant id, one of the session's.</param>
    /// <param name="Actions">Everything the session may do there.</param>
    internal sealed record Granted(PortalSession Session, string Tenant, IReadOnlySet<string> Actions) : TenantScope;

    /// <summary>Refused; the refusal is in the audit where one is due.</summary>
    /// <param name="Problem">What to answer.</param>
    internal sealed record Refused(PortalProblem Problem) : TenantScope;
}

/// <summary>
/// Finds the tenant of a request among the session's and checks an action. A tenant that does not exist and one that is
/// somebody else's get the same answer.
/// </summary>
internal sealed class TenantScopes(IAccessEngine access, IAuditLog audit, Refusals refusals)
{
    /// <summary>Resolves a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tenant">Tenant that it names, or null: then the session must have exactly one.</param>
    /// <param name="action">Action it needs there, or null if a session in the tenant is enough.</param>
    /// <param name="operation">Name of the portal's operation, for the audit of a refusal.</param>
    public async Task<TenantScope> ResolveAsync(HttpContext context, string? tenant, string? action, string operation)
    {
        var cancellationToken = context.RequestAborted;
        if (PortalSession.From(context.User) is not { } session)
        {
            return Refuse(401, ProblemCodes.SessionRequired, "Sign in first", "There is no session, or it has ended. Sign in and try again.");
        }

        if (string.IsNullOrEmpty(tenant))
        {
            if (session.TenantIds.Count != 1)
            {
                return Refuse(400, ProblemCodes.TenantRequired, "Which tenant?", "This session has several tenants; name one with ?tenant=.");
            }

            tenant = session.TenantIds[0];
        }
        else if (!session.TenantIds.Contains(tenant, StringComparer.Ordinal))
        {
            var unknown = new PortalProblem(404, ProblemCodes.TenantUnknown, "Unknown tenant", "This session has no such tenant.");
            var logs = await Concerned.ByAttemptAsync(context, tenant, access);
            return await DenyAsync(context, unknown, () => refusals.RecordAsync(Call(context, AuditCall.PortalTenant, null, operation), Denied(unknown), logs));
        }

        var actions = await access.ActionsAsync(session, tenant, cancellationToken);
        if (action is not null && !actions.Contains(action))
        {
            var problem = new PortalProblem(403, ProblemCodes.ActionDenied, "Not allowed", $"No grant allows {action} in this tenant. Ask its administrator for it.")
            {
                Action = action,
            };
            return await DenyAsync(context, problem, async () => await audit.RecordAsync(Call(context, tenant, action, operation), Denied(problem), cancellationToken));
        }

        return new TenantScope.Granted(session, tenant, actions);
    }

    private static TenantScope.Refused Refuse(int status, string code, string title, string detail) => new(new PortalProblem(status, code, title, detail));

    private static AuditCall Call(HttpContext context, string sequence, string? action, string operation) =>
        CallerInfo.Call(context, sequence, operation) with { Action = action, Path = CallerInfo.PathAndQuery(context) };

    private static AuditResult Denied(PortalProblem problem) => new(AuditOutcomes.Denied) { Status = problem.Status, UpstreamCode = problem.Code };

    private static async Task<TenantScope.Refused> DenyAsync(HttpContext context, PortalProblem problem, Func<ValueTask<string?>> record)
    {
        try
        {
            if (!HeadRule.IsProbe(context))
            {
                await record();
            }
        }
        catch (AuditUnavailableException)
        {
            return Refuse(503, ProblemCodes.AuditUnavailable, "The audit log is not available", "Nothing is done that cannot be recorded. Try again in a moment.");
        }

        return new TenantScope.Refused(problem);
    }
}
