namespace Portal.Bff.Features.AuditReview;

/// <summary>Mapping of what readers of the audit log ask for.</summary>
internal static class AuditReviewSlice
{
    /// <summary>Maps <c>/api/audit</c>.</summary>
    public static void MapAudit(this IEndpointRouteBuilder routes) => AuditEndpoints.Map(routes);
}
