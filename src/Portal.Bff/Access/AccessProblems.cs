using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Access;

/// <summary>Why somebody may not do what they ask for: one text for each code, wherever it is answered.</summary>
internal static class AccessProblems
{
    /// <summary>There is no living session.</summary>
    public static readonly PortalProblem SessionRequired = new(
        StatusCodes.Status401Unauthorized, ProblemCodes.SessionRequired, "You are not signed in.", "Your session has ended or never began. Sign in again.");

    /// <summary>The session has several tenants and the request names none.</summary>
    public static readonly PortalProblem TenantRequired = new(
        StatusCodes.Status400BadRequest, ProblemCodes.TenantRequired, "Which tenant?", "This session has several tenants; name one with ?tenant=.");

    /// <summary>There is no such tenant, or it is somebody else's: the same answer for both.</summary>
    public static readonly PortalProblem TenantUnknown = new(
        StatusCodes.Status404NotFound, ProblemCodes.TenantUnknown, "No such tenant.",
        "The tenant or its project is not one of yours. Choose one of the tenants in the switcher.");

    /// <summary>The refusal could not be recorded.</summary>
    public static readonly PortalProblem AuditUnavailable = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.AuditUnavailable, "The portal cannot write its audit log.",
        "Nothing is done that cannot be recorded. Try again in a moment.");

    /// <summary>No grant of the session in the tenant allows the action.</summary>
    public static PortalProblem ActionDenied(string action) => new(
        StatusCodes.Status403Forbidden, ProblemCodes.ActionDenied, "You may not do this here.",
        $"None of your roles in this tenant allows {action}. Ask an administrator of the tenant for a role that does.")
    {
        Action = action,
    };
}
