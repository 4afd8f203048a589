using Portal.Bff.Iam;
using Portal.Bff.Tenants;

namespace Portal.Bff.Sessions;

/// <summary>Ends the sessions that act in a retired tenant, and forgets its tokens. Other instances notice as with every session that ends.</summary>
internal sealed class RetiredTenantSessions(SessionStore sessions, TokenStore tokens) : ITenantEnd
{
    public async Task EndAsync(string tenant, CancellationToken cancellationToken)
    {
        await sessions.EndOfTenantAsync(tenant, cancellationToken);
        await tokens.RemoveOfTenantAsync(tenant, cancellationToken);
    }
}
