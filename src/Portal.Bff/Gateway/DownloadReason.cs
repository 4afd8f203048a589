using Bcs.Api.Catalogue;

using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Gateway;

/// <summary>Why somebody downloads keys: asked for where the tenant wants it, recorded, and never sent to the cloud.</summary>
internal static class DownloadReason
{
    private const int Shortest = 3;
    private const int Longest = 200;

    private static readonly PortalProblem Missing = new(
        StatusCodes.Status400BadRequest, ProblemCodes.ReasonRequired, "Say why you download this.",
        $"Give a reason of {Shortest} to {Longest} characters in {BffHeaders.Reason}, percent-encoded. It is written into the audit log. Nothing was sent to the cloud.");

    /// <summary>The scope with the reason that a call gives, or the problem that it gives none, or not a proper one.</summary>
    public static (GatewayScope Scope, PortalProblem? Problem) Read(HttpRequest request, GatewayScope scope)
    {
        if (scope.Operation.Class is not OperationClass.Reveals)
        {
            return (scope, null);
        }

        var reason = Uri.UnescapeDataString(request.Headers[BffHeaders.Reason].ToString()).Trim();
        return reason.Length == 0 ? (scope, scope.Tenant.RequiresDownloadReason ? Missing : null)
            : reason.Length is >= Shortest and <= Longest && !reason.Any(char.IsControl) ? (scope with { Reason = reason }, null)
            : (scope, Missing);
    }
}
