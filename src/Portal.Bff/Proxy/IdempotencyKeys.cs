using System.Collections.Concurrent;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Data;
using Portal.Bff.Iam;

namespace Portal.Bff.Proxy;

/// <summary>What a key stands for. A closed family.</summary>
internal abstract record KeyClaim
{
    private KeyClaim()
    {
    }

    /// <summary>The key is new: go on.</summary>
    internal sealed record Granted : KeyClaim;

    /// <summary>The same request was answered: give the same answer.</summary>
    internal sealed record Replay(int Status, string? ContentType, byte[] Answer, string? AuditId) : KeyClaim;

    /// <summary>The same request is still running.</summary>
    internal sealed record Busy : KeyClaim;

    /// <summary>The key was used with another request.</summary>
    internal sealed record Mismatch : KeyClaim;

    /// <summary>The process that worked on it is gone: its outcome is being found out under this audit record.</summary>
    internal sealed record Orphaned(string AuditId, DateTimeOffset SentAt) : KeyClaim;
}

/// <summary>Idempotency keys, scoped to tenant and person, kept for 24 hours.</summary>
internal sealed class IdempotencyKeys(IDbContextFactory<PortalDbContext> contexts, UpstreamOptions upstream, PortalDatabase database, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<(string, string, string), byte> _running = new();

    /// <summary>Claims a key for a request.</summary>
    public async Task<KeyClaim> ClaimAsync(
        string tenantId, string userId, string key, string method, string path, string bodySha256, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        for (var attempt = 0; ; attempt++)
        {
            var known = await db.Set<IdempotencyRow>().AsNoTracking()
                .SingleOrDefaultAsync(r => r.TenantId == tenantId && r.UserId == userId && r.Key == key, cancellationToken);
            if (known is not null && (known.CreatedAt < now - KeptFor || (known.AuditId is null && !IsAlive(known, now))))
            {
                // Expired, or its process died before anything was sent.
                await ReleaseAsync(tenantId, userId, key, cancellationToken);
                known = null;
            }

            if (known is not null)
            {
                return Judge(known, method, path, bodySha256, now);
            }

            db.Add(new IdempotencyRow
            {
                TenantId = tenantId, UserId = userId, Key = key, Method = method, Path = path, BodySha256 = bodySha256, CreatedAt = now, Owner = _owner,
            });
            try
            {
                _running[(tenantId, userId, key)] = 0;
                await db.SaveChangesAsync(cancellationToken);
                return new KeyClaim.Granted();
            }
            catch (DbUpdateException exception) when (DbErrors.IsDuplicateKey(exception) && attempt == 0)
            {
                db.ChangeTracker.Clear();
            }
            catch
            {
                _running.TryRemove((tenantId, userId, key), out _);
                throw;
            }
        }
    }

    /// <summary>Notes the audit record of the change that is about to be sent.</summary>
    public Task SentAsync(string tenantId, string userId, string key, string auditId) =>
        UpdateAsync(tenantId, userId, key, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(r => r.AuditId, auditId)));

    /// <summary>Keeps the answer to be given again.</summary>
    public async Task AnsweredAsync(string tenantId, string userId, string key, int status, string? contentType, byte[] answer)
    {
        await UpdateAsync(tenantId, userId, key, rows => rows.ExecuteUpdateAsync(set => set
            .SetProperty(r => r.Status, status).SetProperty(r => r.ContentType, contentType).SetProperty(r => r.Answer, answer)));
        _running.TryRemove((tenantId, userId, key), out _);
    }

    /// <summary>Gives a key back: nothing was sent, or what was sent was refused for a reason that can pass.</summary>
    public async Task ReleaseAsync(string tenantId, string userId, string key, CancellationToken cancellationToken)
    {
        await UpdateAsync(tenantId, userId, key, rows => rows.ExecuteDeleteAsync(cancellationToken));
        _running.TryRemove((tenantId, userId, key), out _);
    }

    /// <summary>Ends this process's claim without an answer: the outcome is not known.</summary>
    public void Abandon(string tenantId, string userId, string key) => _running.TryRemove((tenantId, userId, key), out _);

    private KeyClaim Judge(IdempotencyRow row, string method, string path, string bodySha256, DateTimeOffset now)
    {
        if (row.Method != method || row.Path != path || row.BodySha256 != bodySha256)
        {
            return new KeyClaim.Mismatch();
        }

        if (row.Status is { } status)
        {
            return new KeyClaim.Replay(status, row.ContentType, row.Answer ?? [], row.AuditId);
        }

        return row.AuditId is null || IsAlive(row, now) ? new KeyClaim.Busy() : new KeyClaim.Orphaned(row.AuditId, row.CreatedAt);
    }

    /// <summary>A row of this process lives while it is running here; one of another only where there can be another, and not for ever.</summary>
    private bool IsAlive(IdempotencyRow row, DateTimeOffset now) => row.Status is null && (row.Owner == _owner
        ? _running.ContainsKey((row.TenantId, row.UserId, row.Key))
        : database.Provider is DatabaseProvider.Postgres && now - row.CreatedAt < upstream.Timeout + Slack);

    private async Task UpdateAsync(string tenantId, string userId, string key, Func<IQueryable<IdempotencyRow>, Task<int>> update)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.WriteAsync(
            () => update(db.Set<IdempotencyRow>().Where(r => r.TenantId == tenantId && r.UserId == userId && r.Key == key)), CancellationToken.None);
    }

    /// <summary>Deletes what is older than a day.</summary>
    public async Task<int> CleanUpAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - KeptFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WriteAsync(() => db.Set<IdempotencyRow>().Where(r => r.CreatedAt < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }
}
