using Portal.Shell;

namespace Portal.Features.Audit;

/// <summary>Registers the audit log.</summary>
internal static class AuditFeature
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSingleton(new PortalPage("nav.audit", "audit", "a", null, t => PortalUrls.Audit(t)));
}
