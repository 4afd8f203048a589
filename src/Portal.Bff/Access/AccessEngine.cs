using System.Collections.Frozen;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

using Portal.Bff.Identity;
using Portal.Bff.Platform.Data;
using Portal.Bff.Tenants;

namespace Portal.Bff.Access;

/// <summary>Grants to people and to groups from the store, cached for a second: a role taken away counts within it on every instance. In a retired tenant nobody has one.</summary>
internal sealed class AccessEngine(IDbContextFactory<PortalDbContext> contexts, TenantDirectory tenants, IMemoryCache cache) : IAccessEngine
{
    private static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(1);

    public async ValueTask<IReadOnlySet<string>> ActionsAsync(PortalSession session, string tenantId, CancellationToken cancellationToken) =>
        session.TenantIds.Contains(tenantId)
            ? (await OfAsync(session.Holder, cancellationToken)).Actions.GetValueOrDefault(tenantId) ?? FrozenSet<string>.Empty
            : FrozenSet<string>.Empty;

    public async ValueTask<bool> IsTenantAsync(string tenantId, CancellationToken cancellationToken) =>
        await tenants.FindAsync(tenantId, cancellationToken) is not null;

    public async ValueTask<IReadOnlyList<string>> RolesAsync(Holder holder, string tenantId, CancellationToken cancellationToken) =>
        (await OfAsync(holder, cancellationToken)).Roles.GetValueOrDefault(tenantId) ?? [];

    private ValueTask<Granted> OfAsync(Holder holder, CancellationToken cancellationToken) =>
        cache.TryGetValue(Key(holder), out Granted? known) ? ValueTask.FromResult(known!) : LoadAsync(holder, cancellationToken);

    private async ValueTask<Granted> LoadAsync(Holder holder, CancellationToken cancellationToken)
    {
        string[] holders = [holder.UserId, .. holder.Groups];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<GrantRow>().AsNoTracking()
            .Where(g => holders.Contains(g.UserId) && !db.Set<TenantRow>().Any(t => t.Id == g.TenantId && t.RetiredAt != null)).ToListAsync(cancellationToken);
        var roles = rows.GroupBy(g => g.TenantId).ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(r => r.Role).Distinct().Order()]);
        var grants = new Granted(roles, roles.ToFrozenDictionary(r => r.Key, r => Roles.Expand(r.Value)));
        return cache.Set(Key(holder), grants, CacheFor);
    }

    // A line break is in no id.
    private static object Key(Holder holder) =>
        holder.Groups.Count == 0 ? (typeof(AccessEngine), holder.UserId) : (typeof(AccessEngine), string.Join('\n', [holder.UserId, .. holder.Groups]));

    private sealed record Granted(
        FrozenDictionary<string, IReadOnlyList<string>> Roles, FrozenDictionary<string, IReadOnlySet<string>> Actions);
}
