using System.Collections.Frozen;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

using Portal.Bff.Identity;
using Portal.Bff.Platform.Data;
using Portal.Bff.Tenants;

namespace Portal.Bff.Access;

/// <summary>Grants from the store, cached for a second: a role taken away counts within it on every instance. In a retired tenant nobody has one.</summary>
internal sealed class AccessEngine(IDbContextFactory<PortalDbContext> contexts, TenantDirectory tenants, IMemoryCache cache) : IAccessEngine
{
    private static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(1);

    public async ValueTask<IReadOnlySet<string>> ActionsAsync(PortalSession session, string tenantId, CancellationToken cancellationToken) =>
        session.TenantIds.Contains(tenantId)
            ? (await UserAsync(session.UserId, cancellationToken)).Actions.GetValueOrDefault(tenantId) ?? FrozenSet<string>.Empty
            : FrozenSet<string>.Empty;

    public async ValueTask<bool> IsTenantAsync(string tenantId, CancellationToken cancellationToken) =>
        await tenants.FindAsync(tenantId, cancellationToken) is not null;

    public async ValueTask<IReadOnlyList<string>> RolesAsync(string userId, string tenantId, CancellationToken cancellationToken) =>
        (await UserAsync(userId, cancellationToken)).Roles.GetValueOrDefault(tenantId) ?? [];

    private ValueTask<UserGrants> UserAsync(string userId, CancellationToken cancellationToken) =>
        cache.TryGetValue((typeof(AccessEngine), userId), out UserGrants? known)
            ? ValueTask.FromResult(known!)
            : LoadAsync(userId, cancellationToken);

    private async ValueTask<UserGrants> LoadAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<GrantRow>().AsNoTracking()
            .Where(g => g.UserId == userId && !db.Set<TenantRow>().Any(t => t.Id == g.TenantId && t.RetiredAt != null)).ToListAsync(cancellationToken);
        var roles = rows.GroupBy(g => g.TenantId).ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(r => r.Role).Order()]);
        var grants = new UserGrants(roles, roles.ToFrozenDictionary(r => r.Key, r => Roles.Expand(r.Value)));
        return cache.Set((typeof(AccessEngine), userId), grants, CacheFor);
    }

    private sealed record UserGrants(
        FrozenDictionary<string, IReadOnlyList<string>> Roles, FrozenDictionary<string, IReadOnlySet<string>> Actions);
}
