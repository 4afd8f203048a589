using Microsoft.EntityFrameworkCore;

using Portal.Bff.Live;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Contracts;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>Replays the operations that run, and those among the newest that changed within the reach.</summary>
internal sealed class OperationReplay(IDbContextFactory<PortalDbContext> contexts, TimeProvider time) : IConnectionReplay
{
    private const int Most = 20;

    private static readonly string[] Open = [OperationStatuses.Checking, OperationStatuses.Waiting, OperationStatuses.Processing];

    public async Task ReplayAsync(string tenant, IReadOnlySet<string> groups, IPortalEvents caller, CancellationToken cancellationToken)
    {
        if (!groups.Contains(EventGroups.Operations(tenant)))
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = db.Set<TrackedOperation>().AsNoTracking().Where(o => o.Tenant == tenant);
        var running = await all.Where(o => Open.Contains(o.Status) && o.BecameId == null).OrderByDescending(o => o.SeenAt).Take(Most).ToListAsync(cancellationToken);
        var newest = await all.OrderByDescending(o => o.StartedAt).ThenByDescending(o => o.Id).Take(Most).ToListAsync(cancellationToken);
        var since = time.GetUtcNow() - IConnectionReplay.Reach;
        foreach (var operation in running.Concat(newest.Where(o => o.ChangedAt >= since)).DistinctBy(o => o.Id))
        {
            var events = await db.Set<OperationEvent>().AsNoTracking()
                .Where(e => e.Tenant == tenant && e.OperationId == operation.Id && e.Version == operation.Version)
                .OrderBy(e => e.Ordinal).ToListAsync(cancellationToken);
            await caller.OperationChanged(operation.ToDto(events) with { BecameId = operation.BecameId });
        }
    }
}
