using System.Collections.Concurrent;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Upstream;

namespace Portal.Bff.Gateway;

/// <summary>A key as one request holds it: the owner tells it from every other request that had the key, or will have it.</summary>
internal sealed record HeldKey(string TenantId, string UserId, string Key, string Owner);

/// <summary>A request as its key is told: the same key may only be used with the same of everything else.</summary>
internal sealed record KeyRequest(string TenantId, string UserId, string Key, string Method, string Path, string BodySha256);

/// <summary>A request lost its key to another one, which may have sent the change: this one must not.</summary>
internal sealed class KeyTakenException() : Exception("Another request has taken the idempotency key.");

/// <summary>What a key stands for. A closed family.</summary>
internal abstract record KeyClaim
{
    private KeyClaim()
    {
    }

    /// <summary>The key is new: go on.</summary>
    internal sealed record Granted(HeldKey Key) : KeyClaim;

    /// <summary>The same request was answered: give the same answer.</summary>
    internal sealed record Replay(int Status, string? ContentType, byte[] Answer, string? AuditId) : KeyClaim;

    /// <summary>The person holds as many keys as anybody may.</summary>
    internal sealed record Full : KeyClaim;

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
    /// <summary>How many keys a person may hold in a tenant: each may keep an answer of 64 KB for a day.</summary>
    public const int MostPerPerson = 1000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly string _process = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, byte> _running = new();
    private long _claims;

    /// <summary>Claims a key for a request.</summary>
    public async Task<KeyClaim> ClaimAsync(KeyRequest request, CancellationToken cancellationToken)
    {
        // From before its row can be seen until nothing runs under it any more: others judge by this whether the row's request lives.
        var held = new HeldKey(request.TenantId, request.UserId, request.Key, $"{_process}-{Interlocked.Increment(ref _claims)}");
        KeyClaim? claim = null;
        _running[held.Owner] = 0;
        try
        {
            return claim = await TakeAsync(held, request, cancellationToken);
        }
        finally
        {
            if (claim is not KeyClaim.Granted)
            {
                Abandon(held);
            }
        }
    }

    /// <summary>Notes the audit record of the change that is about to be sent. Whoever is told that the key is lost must not send it.</summary>
    /// <exception cref="KeyTakenException">Another instance took this one's request for dead, and the key is another request's.</exception>
    public async Task SentAsync(HeldKey held, string auditId)
    {
        if (await UpdateAsync(held, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(r => r.AuditId, auditId))) == 0)
        {
            throw new KeyTakenException();
        }
    }

    /// <summary>Keeps the answer to be given again.</summary>
    public async Task AnsweredAsync(HeldKey held, int status, string? contentType, byte[] answer)
    {
        try
        {
            await UpdateAsync(held, rows => rows.ExecuteUpdateAsync(set => set
                .SetProperty(r => r.Status, status).SetProperty(r => r.ContentType, contentType).SetProperty(r => r.Answer, answer)));
        }
        finally
        {
            Abandon(held);
        }
    }

    /// <summary>Gives a key back: nothing was sent, or what was sent was refused for a reason that can pass.</summary>
    public async Task ReleaseAsync(HeldKey held)
    {
        try
        {
            await UpdateAsync(held, rows => rows.ExecuteDeleteAsync());
        }
        finally
        {
            Abandon(held);
        }
    }

    /// <summary>Gives a key back whose change turned out not to have been made; not if another request has it since.</summary>
    public async Task ReleaseAsync(string tenantId, string userId, string key, string auditId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.WriteAsync(
            () => Rows(db, tenantId, userId, key).Where(r => r.AuditId == auditId).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Ends this process's claim without an answer: the outcome is not known.</summary>
    public void Abandon(HeldKey held) => _running.TryRemove(held.Owner, out _);

    private async Task<KeyClaim> TakeAsync(HeldKey held, KeyRequest request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        for (var attempt = 0; ; attempt++)
        {
            var known = await Rows(db, held.TenantId, held.UserId, held.Key).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
            if (known is not null && (known.CreatedAt < now - KeptFor || (known.AuditId is null && !IsAlive(known, now))))
            {
                // Expired, or its process died before anything was sent. Only this row and only as it was seen: another request may be putting its own in
                // its place, and one that was only slow may be about to send.
                await db.WriteAsync(
                    () => Rows(db, held.TenantId, held.UserId, held.Key).Where(r => r.Owner == known.Owner && r.AuditId == known.AuditId).ExecuteDeleteAsync(cancellationToken),
                    cancellationToken);
                known = null;
            }

            if (known is not null)
            {
                return Judge(known, request, now);
            }

            if (await db.Set<IdempotencyRow>().CountAsync(
                r => r.TenantId == held.TenantId && r.UserId == held.UserId && r.CreatedAt >= now - KeptFor, cancellationToken) >= MostPerPerson)
            {
                return new KeyClaim.Full();
            }

            db.Add(new IdempotencyRow
            {
                TenantId = held.TenantId, UserId = held.UserId, Key = held.Key, Method = request.Method, Path = request.Path, BodySha256 = request.BodySha256, CreatedAt = now, Owner = held.Owner,
            });
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return new KeyClaim.Granted(held);
            }
            catch (Exception exception) when (DbErrors.IsDuplicateKey(exception) && attempt == 0)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private KeyClaim Judge(IdempotencyRow row, KeyRequest request, DateTimeOffset now)
    {
        if (row.Method != request.Method || row.Path != request.Path || row.BodySha256 != request.BodySha256)
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
    private bool IsAlive(IdempotencyRow row, DateTimeOffset now) => row.Status is null && (row.Owner.StartsWith(_process, StringComparison.Ordinal)
        ? _running.ContainsKey(row.Owner)
        : database.Provider is DatabaseProvider.Postgres && now - row.CreatedAt < upstream.WholeCall + Slack);

    private static IQueryable<IdempotencyRow> Rows(PortalDbContext db, string tenantId, string userId, string key) =>
        db.Set<IdempotencyRow>().Where(r => r.TenantId == tenantId && r.UserId == userId && r.Key == key);

    /// <summary>Changes the row of a request, as long as it is that request's; says how many were changed.</summary>
    private async Task<int> UpdateAsync(HeldKey held, Func<IQueryable<IdempotencyRow>, Task<int>> update)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.WriteAsync(() => update(Rows(db, held.TenantId, held.UserId, held.Key).Where(r => r.Owner == held.Owner)), CancellationToken.None);
    }

    /// <summary>Deletes what is older than a day.</summary>
    public async Task<int> CleanUpAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - KeptFor;
        await using var db = (await contexts.CreateDbContextAsync(cancellationToken)).TakingTime();
        return await db.WriteAsync(() => db.Set<IdempotencyRow>().Where(r => r.CreatedAt < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }
}
