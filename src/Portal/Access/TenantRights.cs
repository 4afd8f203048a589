using Portal.Contracts.Session;

namespace Portal.Access;

/// <summary>Questions about what a person may do in a tenant. The BFF decides; this only spares people a refusal.</summary>
public static class TenantRights
{
    /// <summary>True if one of the person's roles there allows the action.</summary>
    public static bool Can(this TenantDto tenant, string action) => tenant.Actions.Contains(action);
}
