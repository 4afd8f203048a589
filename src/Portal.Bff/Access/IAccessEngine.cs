using Portal.Bff.Identity;

namespace Portal.Bff.Access;

/// <summary>Decides what a session may do. Grants are read from the store and cached for at most a second.</summary>
internal interface IAccessEngine
{
    /// <summary>Actions the session's person may do in a tenant, expanded; empty if the tenant is not the session's.</summary>
    ValueTask<IReadOnlySet<string>> ActionsAsync(PortalSession session, string tenantId, CancellationToken cancellationToken);

    /// <summary>True if there is such a tenant, whoever asks. Never told to a caller.</summary>
    ValueTask<bool> IsTenantAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Roles in a tenant, of a person and of the person's groups together.</summary>
    ValueTask<IReadOnlyList<string>> RolesAsync(Holder holder, string tenantId, CancellationToken cancellationToken);
}
