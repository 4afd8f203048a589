using System.Security.Cryptography;
using System.Text;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Portal.Bff.Platform.Data;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>Logout tokens that have been used, for all instances: each counts once.</summary>
internal sealed class UsedLogoutTokens(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>How long they are remembered. A token older than a few minutes is refused anyhow.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>True if this one was used before.</summary>
    public async Task<bool> WasUsedAsync(string provider, string id, CancellationToken cancellationToken)
    {
        var (name, hash) = Key(provider, id);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<UsedLogoutToken>().AnyAsync(t => t.Provider == name && t.IdHash == hash, cancellationToken);
    }

    /// <summary>Remembers one; false if another request was faster.</summary>
    public async Task<bool> UseAsync(string provider, string id, CancellationToken cancellationToken)
    {
        var (name, hash) = Key(provider, id);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(new UsedLogoutToken { Provider = name, IdHash = hash, UsedAt = time.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    /// <summary>Forgets those that nobody would take any more.</summary>
    public async Task<int> CleanUpAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Kept;
        await using var db = (await contexts.CreateDbContextAsync(cancellationToken)).TakingTime();
        return await db.WriteAsync(() => db.Set<UsedLogoutToken>().Where(t => t.UsedAt < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    private static (string Provider, byte[] Hash) Key(string provider, string id) => (provider.ToLowerInvariant(), SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}

/// <summary>A logout token that was used. Its id may be of any length, so a hash stands for it.</summary>
internal sealed class UsedLogoutToken
{
    /// <summary>Name of the provider in small letters.</summary>
    public required string Provider { get; init; }

    /// <summary>SHA-256 of the token's id.</summary>
    public required byte[] IdHash { get; init; }

    /// <summary>When it was used.</summary>
    public required DateTimeOffset UsedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UsedLogoutToken>
    {
        public void Configure(EntityTypeBuilder<UsedLogoutToken> builder)
        {
            builder.ToTable("used_logout_tokens");
            builder.HasKey(t => new { t.Provider, t.IdHash });
            builder.HasIndex(t => t.UsedAt);
        }
    }
}
