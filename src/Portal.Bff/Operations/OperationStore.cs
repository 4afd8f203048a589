using System.Collections.Concurrent;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Live;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>
/// Every change of an operation goes through here: saved with its events in one transaction, then announced, both in the
/// order of the versions.
/// </summary>
internal sealed class OperationStore(
    IDbContextFactory<PortalDbContext> contexts, TenantLeases leases, IEventBroadcast broadcast, IEnumerable<IOperationObserver> observers)
{
    /// <summary>Kind of work of the poller.</summary>
    public const string Work = "operations";

    private const int Attempts = 4;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _order = new();

    /// <summary>
    /// Applies a change to one tenant's operations. It may be run again on fresh rows when another writer was faster, so
    /// it has no other effects.
    /// </summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="lease">The poller's lease, checked in the same transaction; null for a call that has just been made.</param>
    /// <param name="change">Changes and adds entities.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the change returned.</returns>
    /// <exception cref="LeaseLostException">Another instance took over; nothing was stored.</exception>
    public async Task<T> WriteAsync<T>(
        string tenant, WorkLease? lease, Func<PortalDbContext, Task<T>> change, CancellationToken cancellationToken)
    {
        var order = _order.GetOrAdd(tenant, _ => new SemaphoreSlim(1, 1));
        await order.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await WriteOnceAsync(lease, change, cancellationToken);
                }
                catch (Exception exception) when (attempt < Attempts && DbErrors.IsConflict(exception))
                {
                    // Another writer of the same rows was faster: look again.
                }
            }
        }
        finally
        {
            order.Release();
        }
    }

    /// <summary>An operation with all its events. A <c>chk-</c> id answers with the operation it became.</summary>
    public async Task<OperationDto?> FindAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, tenant, id, cancellationToken);
    }

    private static async Task<OperationDto?> FindAsync(PortalDbContext db, string tenant, string id, CancellationToken cancellationToken)
    {
        var operation = await db.Set<TrackedOperation>().AsNoTracking()
            .FirstOrDefaultAsync(o => o.Tenant == tenant && o.Id == id, cancellationToken);
        if (operation is null)
        {
            return null;
        }

        if (operation.BecameId is { } became)
        {
            return await FindAsync(db, tenant, became, cancellationToken);
        }

        // Only what belongs to the version that was read: a newer one may have been stored since.
        var events = await db.Set<OperationEvent>().AsNoTracking()
            .Where(e => e.Tenant == tenant && e.OperationId == id && e.Version <= operation.Version)
            .OrderBy(e => e.Version).ThenBy(e => e.Ordinal).ToListAsync(cancellationToken);
        return operation.ToDto(events);
    }

    private async Task<T> WriteOnceAsync<T>(WorkLease? lease, Func<PortalDbContext, Task<T>> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var result = await change(db);
        var changed = db.ChangeTracker.Entries<TrackedOperation>().Select(e => e.Entity).Where(o => o.News.Count > 0).ToList();
        db.AddRange(changed.SelectMany(o => o.News));
        if (!db.ChangeTracker.HasChanges())
        {
            return result;
        }

        await leases.SaveAsync(db, lease, cancellationToken);
        foreach (var operation in changed)
        {
            Announce(operation);
        }

        return result;
    }

    private void Announce(TrackedOperation operation)
    {
        var dto = operation.ToDto(operation.News) with { BecameId = operation.BecameId };
        broadcast.OperationChanged(dto);
        foreach (var observer in observers)
        {
            observer.Changed(dto, operation.RequesterId);
        }
    }
}
