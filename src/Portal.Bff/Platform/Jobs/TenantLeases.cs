using Microsoft.EntityFrameworkCore;

using Portal.Bff.Platform.Data;
using Portal.Contracts;

namespace Portal.Bff.Platform.Jobs;

/// <summary>Hands out leases on <see cref="TenantWork"/> rows. At most one instance holds a tenant's lease for a kind of work.</summary>
internal sealed class TenantLeases(IDbContextFactory<PortalDbContext> contexts, PortalDatabase database, TimeProvider time)
{
    /// <summary>How long a lease holds; a killed instance delays its tenants no longer than this.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    // A tick that comes a little early must not skip a whole round.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(400);

    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>Makes the missing rows; they are due at once.</summary>
    public async Task EnsureAsync(string kind, IReadOnlyCollection<string> tenants, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Set<TenantWork>().Where(w => w.Kind == kind).Select(w => w.Tenant).ToListAsync(cancellationToken);
        foreach (var tenant in tenants.Except(known))
        {
            await InsertAsync(kind, tenant, cancellationToken);
        }
    }

    /// <summary>Tenants whose work is due and that nobody works for.</summary>
    public async Task<IReadOnlyList<string>> DueAsync(string kind, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = now + Early;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<TenantWork>()
            .Where(w => w.Kind == kind && w.NextAt <= due && (w.LeaseUntil == null || w.LeaseUntil <= now))
            .OrderBy(w => w.NextAt).Select(w => w.Tenant).ToListAsync(cancellationToken);
    }

    /// <summary>Takes the lease of a tenant, or returns null if another instance has it.</summary>
    public async Task<WorkLease?> TryTakeAsync(string kind, string tenant, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<TenantWork>().AsNoTracking()
            .FirstOrDefaultAsync(w => w.Kind == kind && w.Tenant == tenant, cancellationToken);
        var now = time.GetUtcNow();
        if (row is null || row.LeaseUntil > now)
        {
            return null;
        }

        var (fence, until) = (row.Fence, now + Duration);
        var taken = await db.WriteAsync(
            () => db.Set<TenantWork>()
                .Where(w => w.Kind == kind && w.Tenant == tenant && w.Fence == fence && (w.LeaseUntil == null || w.LeaseUntil <= now))
                .ExecuteUpdateAsync(
                    s => s.SetProperty(w => w.Owner, _owner).SetProperty(w => w.LeaseUntil, until).SetProperty(w => w.Fence, fence + 1),
                    cancellationToken),
            cancellationToken);
        return taken == 1 ? new WorkLease(kind, tenant, fence + 1, row.Wakes, row.Attempts, now) { FailingSince = row.FailingSince } : null;
    }

    /// <summary>Saves what a visit changed in one transaction that checks the lease.</summary>
    /// <param name="db">The changes.</param>
    /// <param name="lease">The lease, or null for a write outside of visits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeaseLostException">Another instance took over; nothing was stored.</exception>
    public Task SaveAsync(PortalDbContext db, WorkLease? lease, CancellationToken cancellationToken) =>
        db.SaveAsync(
            async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                if (lease is not null)
                {
                    await HoldAsync(db, lease, cancellationToken);
                }

                await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken);

    /// <summary>Holds the lease a while longer, where a visit goes on without writing.</summary>
    /// <exception cref="LeaseLostException">Another instance took over.</exception>
    public async Task KeepAsync(WorkLease lease, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await SaveAsync(db, lease, cancellationToken);
    }

    /// <summary>Gives the lease back and says when the next visit is due. Does nothing if the lease was lost.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="nextAt">When the next visit is due.</param>
    /// <param name="notBefore">Not before this moment, whoever asks; or null.</param>
    /// <param name="trouble">Why the visit failed, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ReleaseAsync(WorkLease lease, DateTimeOffset nextAt, DateTimeOffset? notBefore, string? trouble, CancellationToken cancellationToken)
    {
        var attempts = trouble is null ? 0 : lease.Attempts + 1;
        DateTimeOffset? since = trouble is null ? null : lease.FailingSince ?? lease.TakenAt;
        var now = time.GetUtcNow();
        var woken = notBefore > now ? notBefore.Value : now;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.WriteAsync(
            () => db.Set<TenantWork>()
                .Where(w => w.Kind == lease.Kind && w.Tenant == lease.Tenant && w.Fence == lease.Fence)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(w => w.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(w => w.NotBefore, notBefore)
                        .SetProperty(w => w.Attempts, attempts)
                        .SetProperty(w => w.Trouble, trouble)
                        .SetProperty(w => w.FailingSince, since)
                        .SetProperty(w => w.NextAt, w => w.Wakes == lease.Wakes ? nextAt : woken),
                    cancellationToken),
            cancellationToken);
    }

    /// <summary>What is known of a list that visits read, for those who show it.</summary>
    /// <param name="kind">Kind of work.</param>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="asOf">When the list was last read, or null.</param>
    /// <param name="problem">Why reading it failed as the work itself noted it, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Reading> ReadingAsync(string kind, string tenant, DateTimeOffset? asOf, string? problem, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var work = await db.Set<TenantWork>().AsNoTracking().FirstOrDefaultAsync(w => w.Kind == kind && w.Tenant == tenant, cancellationToken);

        // A visit that was cut off noted nothing itself; one that has succeeded since counts before it gives its lease back.
        return Reading.Of(asOf, problem ?? (asOf >= work?.FailingSince ? null : work?.Trouble), work?.FailingSince);
    }

    /// <summary>Makes a tenant's work due now, or as soon as upstream may be asked again.</summary>
    public async Task WakeAsync(string kind, string tenant, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var woken = await db.WriteAsync(
            () => db.Set<TenantWork>().Where(w => w.Kind == kind && w.Tenant == tenant).ExecuteUpdateAsync(
                s => s.SetProperty(w => w.Wakes, w => w.Wakes + 1)
                    .SetProperty(w => w.NextAt, w => w.NotBefore != null && w.NotBefore > now ? w.NotBefore.Value : now),
                cancellationToken),
            cancellationToken);
        if (woken == 0)
        {
            await InsertAsync(kind, tenant, cancellationToken);
        }
    }

    /// <summary>Frees what a killed process left behind. Only where no other process can be at work: SQLite.</summary>
    public async Task FreeAbandonedAsync(CancellationToken cancellationToken)
    {
        if (database.Provider is not DatabaseProvider.Sqlite)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.WriteAsync(
            () => db.Set<TenantWork>().Where(w => w.LeaseUntil != null).ExecuteUpdateAsync(
                s => s.SetProperty(w => w.LeaseUntil, (DateTimeOffset?)null).SetProperty(w => w.Fence, w => w.Fence + 1), cancellationToken),
            cancellationToken);
    }

    // Inside the transaction: the lease is still the newest, and nobody can take it before the transaction ends.
    private async Task HoldAsync(PortalDbContext db, WorkLease lease, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Duration;
        var held = await db.Set<TenantWork>()
            .Where(w => w.Kind == lease.Kind && w.Tenant == lease.Tenant && w.Fence == lease.Fence)
            .ExecuteUpdateAsync(s => s.SetProperty(w => w.LeaseUntil, until), cancellationToken);
        if (held == 0)
        {
            throw new LeaseLostException(lease);
        }
    }

    private async Task InsertAsync(string kind, string tenant, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(new TenantWork { Kind = kind, Tenant = tenant, NextAt = time.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
        {
            // Another caller was faster; its row is due as well.
        }
    }
}
