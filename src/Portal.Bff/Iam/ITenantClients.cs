using Bcs.Api.Client;

namespace Portal.Bff.Iam;

/// <summary>
/// BCS clients for background work: authenticated with the tenant's own credential, renewed silently, each call
/// counted in the audit as the system's.
/// </summary>
internal interface ITenantClients
{
    /// <summary>Ids of all tenants that have a credential for background work.</summary>
    Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancellationToken);

    /// <summary>A client for one tenant, or null if the tenant is unknown or has no credential. Cheap; make one per piece of work.</summary>
    Task<BcsClient?> ForAsync(string tenantId, CancellationToken cancellationToken);
}
