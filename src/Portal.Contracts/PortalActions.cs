namespace Portal.Contracts;

/// <summary>Actions of the portal's own, beside those of the cloud's policy table.</summary>
public static class PortalActions
{
    /// <summary>Read the audit records of the whole tenant. One's own are always readable.</summary>
    public const string AuditRead = "portal:audit:read";

    /// <summary>Export audit records.</summary>
    public const string AuditExport = "portal:audit:export";

    /// <summary>See how the tenant is connected and what its rules are.</summary>
    public const string AdministrationRead = "portal:administration:read";

    /// <summary>All actions of the portal's own.</summary>
    public static IReadOnlyList<string> All { get; } = [AuditRead, AuditExport, AdministrationRead];
}
