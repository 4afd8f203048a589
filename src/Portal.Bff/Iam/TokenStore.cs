using System.Text;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Vault;

namespace Portal.Bff.Iam;

/// <summary>Tokens at rest: sealed per tenant, and for a few seconds in memory.</summary>
internal sealed class TokenStore(IDbContextFactory<PortalDbContext> contexts, SecretVault vault, IMemoryCache cache, TimeProvider time)
{
    private const string Purpose = "iam-token";

    /// <summary>A token that still runs for at least <see cref="Margin"/> is used; an older one counts as expired.</summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(5);

    /// <summary>The token of an owner, or null if there is none or it has expired.</summary>
    public ValueTask<StoredToken?> FindAsync(string owner, string tenantId, CancellationToken cancellationToken) =>
        cache.TryGetValue(Key(owner, tenantId), out StoredToken? known) && known!.ExpiresAt - time.GetUtcNow() > Margin
            ? ValueTask.FromResult<StoredToken?>(known)
            : LoadAsync(owner, tenantId, cancellationToken);

    /// <summary>Stores a token in place of an older one.</summary>
    public async Task PutAsync(string owner, string tenantId, string token, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var sealedToken = await vault.SealAsync(tenantId, Purpose, Encoding.UTF8.GetBytes(token), cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.WriteAsync(
            async () =>
            {
                // The step may run a second time.
                db.ChangeTracker.Clear();
                var updated = await db.Set<IamTokenRow>().Where(t => t.Owner == owner && t.TenantId == tenantId)
                    .ExecuteUpdateAsync(set => set.SetProperty(t => t.Token, sealedToken).SetProperty(t => t.ExpiresAt, expiresAt), cancellationToken);
                if (updated == 0)
                {
                    db.Add(new IamTokenRow { Owner = owner, TenantId = tenantId, Token = sealedToken, ExpiresAt = expiresAt });
                    await db.SaveChangesAsync(cancellationToken);
                }

                return updated;
            },
            cancellationToken);
        cache.Set(Key(owner, tenantId), new StoredToken(token, expiresAt), CacheFor);
    }

    /// <summary>Forgets the tokens of an owner: of one tenant, or of all.</summary>
    public async Task RemoveAsync(string owner, string? tenantId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tenants = tenantId is not null
            ? [tenantId]
            : await db.Set<IamTokenRow>().Where(t => t.Owner == owner).Select(t => t.TenantId).ToListAsync(cancellationToken);
        await db.WriteAsync(
            () => db.Set<IamTokenRow>().Where(t => t.Owner == owner && tenants.Contains(t.TenantId)).ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
        foreach (var tenant in tenants)
        {
            cache.Remove(Key(owner, tenant));
        }
    }

    /// <summary>Forgets all tokens of a tenant.</summary>
    public async Task RemoveOfTenantAsync(string tenantId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var owners = await db.Set<IamTokenRow>().Where(t => t.TenantId == tenantId).Select(t => t.Owner).ToListAsync(cancellationToken);
        foreach (var owner in owners)
        {
            await RemoveAsync(owner, tenantId, cancellationToken);
        }
    }

    /// <summary>Deletes what has expired.</summary>
    public async Task<int> CleanUpAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = (await contexts.CreateDbContextAsync(cancellationToken)).TakingTime();
        return await db.WriteAsync(
            () => db.Set<IamTokenRow>().Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    private async ValueTask<StoredToken?> LoadAsync(string owner, string tenantId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<IamTokenRow>().AsNoTracking()
            .SingleOrDefaultAsync(t => t.Owner == owner && t.TenantId == tenantId, cancellationToken);
        if (row is null || row.ExpiresAt - time.GetUtcNow() <= Margin)
        {
            return null;
        }

        var token = Encoding.UTF8.GetString(await vault.OpenAsync(tenantId, Purpose, row.Token, cancellationToken));
        return cache.Set(Key(owner, tenantId), new StoredToken(token, row.ExpiresAt), CacheFor);
    }

    private static (Type, string, string) Key(string owner, string tenantId) => (typeof(TokenStore), owner, tenantId);
}

/// <summary>A token with its end.</summary>
internal sealed record StoredToken(string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>Keeps the token out of logs and exceptions.</summary>
    public override string ToString() => $"StoredToken until {ExpiresAt:O}";
}
