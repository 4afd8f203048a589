using Bcs.Api.Catalogue;

using Portal.Bff.Platform.Problems;
using Portal.Bff.Tenants;
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

    /// <summary>The reason that a call gives, or the problem that it gives none where the tenant wants one, or not a proper one.</summary>
    public static (string? Reason, PortalProblem? Problem) Read(HttpRequest request, BcsOperation operation, Tenant tenant)
    {
        if (operation.Class is not OperationClass.Reveals)
        {
            return (null, null);
        }

        var reason = Uri.UnescapeDataString(request.Headers[BffHeaders.Reason].ToString()).Trim();
        return reason.Length == 0 ? (null, tenant.RequiresDownloadReason ? Missing : null)
            : reason.Length is >= Shortest and <= Longest && !reason.Any(char.IsControl) ? (reason, null)
            : (null, Missing);
    }
}
