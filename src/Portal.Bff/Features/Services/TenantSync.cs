using System.Collections.Concurrent;

using Bcs.Api.Client;
using Bcs.Api.Services;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Iam;
using Portal.Bff.Live;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Upstream;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Bff.Features.Services;

/// <summary>
/// One visit at one tenant: the list, then the details of services that are new or in motion, then a slice of the others, the
/// longest unread first. What was stored stays when upstream cannot be reached.
/// </summary>
internal sealed class TenantSync(
    IDbContextFactory<PortalDbContext> contexts, ITenantClients clients, TenantLeases leases, IEventBroadcast broadcast, TimeProvider time)
{
    private const int MostUrgent = 24;
    private const int FewestOthers = 4;
    private const int AtOnce = 4;
    private const int RoundsForAll = 10;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan IntervalInMotion = TimeSpan.FromSeconds(15);

    private readonly RunningVisits _visits = new();

    /// <summary>Waits for the visit that is going on here, if any.</summary>
    public Task CurrentAsync(string tenant) => _visits.CurrentAsync(tenant);

    public Task<Visit> VisitAsync(WorkLease lease, CancellationToken cancellationToken) =>
        _visits.RunAsync(lease.Tenant, () => SyncAsync(lease, cancellationToken));

    private async Task<Visit> SyncAsync(WorkLease lease, CancellationToken cancellationToken)
    {
        if (await clients.ForAsync(lease.Tenant, cancellationToken) is not { } client)
        {
            return await FailAsync(lease, new Trouble("NoToken", null), cancellationToken);
        }

        var answer = await client.ListServicesAsync(cancellationToken);
        if (answer is not BcsResult<ServiceList>.Ok list)
        {
            return await FailAsync(lease, Trouble.Of(answer)!, cancellationToken);
        }

        var listed = (list.Value.Blockchains ?? []).Where(s => !string.IsNullOrEmpty(s.Id)).DistinctBy(s => s.Id!)
            .ToDictionary(s => s.Id!, s => s.Name ?? "", StringComparer.Ordinal);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<ServiceSnapshot>().Where(s => s.Tenant == lease.Tenant).ToDictionaryAsync(s => s.Id, cancellationToken);
        var (urgent, others) = await PlanAsync(db, lease.Tenant, [.. listed.Keys], rows, cancellationToken);
        string[] asked = [.. urgent.Take(MostUrgent), .. others];
        var (details, trouble) = await ReadAsync(client, asked, cancellationToken);

        var (changed, removed) = Apply(db, lease.Tenant, listed, rows, details);
        var feed = await FeedAsync(db, lease.Tenant, cancellationToken);
        (feed.AsOf, feed.Problem) = (time.GetUtcNow(), Text(trouble));
        await leases.SaveAsync(db, lease, cancellationToken);
        changed.ForEach(s => broadcast.ServiceChanged(s.ToDto()));
        removed.ForEach(s => broadcast.ServiceRemoved(new ServiceRemovedDto(s.Tenant, s.Id)));
        return trouble is not null ? Visit.Failed(trouble.Reason, trouble.RetryAfter)
            : new Visit(
                urgent.Count > MostUrgent ? TimeSpan.Zero
                : rows.Values.Any(s => s is { InMotion: true, Gone: false }) ? IntervalInMotion
                : Interval);
    }

    private (List<ServiceSnapshot> Changed, List<ServiceSnapshot> Removed) Apply(
        PortalDbContext db, string tenant, Dictionary<string, string> listed, Dictionary<string, ServiceSnapshot> rows,
        IReadOnlyDictionary<string, ServiceDetail> details)
    {
        var now = time.GetUtcNow();
        var (changed, removed) = (new List<ServiceSnapshot>(), new List<ServiceSnapshot>());
        foreach (var (id, name) in listed)
        {
            var news = !rows.TryGetValue(id, out var row);
            if (news)
            {
                db.Add(row = rows[id] = ServiceSnapshot.Listed(tenant, id, name, now));
            }

            news |= row!.NoteListed(name, now);
            news |= details.TryGetValue(id, out var detail) && row.NoteDetail(detail, now);
            if (news)
            {
                changed.Add(row);
            }
        }

        foreach (var row in rows.Values.Where(r => !r.Gone && !listed.ContainsKey(r.Id)))
        {
            row.NoteGone();
            removed.Add(row);
        }

        return (changed, removed);
    }

    // Urgent is what has no detail yet, what is in motion, and what an operation worked on since its detail was read.
    private async Task<(List<string> Urgent, List<string> Others)> PlanAsync(
        PortalDbContext db, string tenant, string[] ids, Dictionary<string, ServiceSnapshot> rows, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - TimeSpan.FromHours(1);
        var worked = (await db.Set<TrackedOperation>().AsNoTracking()
                .Where(o => o.Tenant == tenant && o.BlockchainId != null
                    && (o.Status == OperationStatuses.Waiting || o.Status == OperationStatuses.Processing || o.EndedAt >= since))
                .Select(o => new { o.BlockchainId, o.EndedAt }).ToListAsync(cancellationToken))
            .GroupBy(o => o.BlockchainId!).ToDictionary(g => g.Key, g => g.Max(o => o.EndedAt ?? DateTimeOffset.MaxValue));
        var byUrgency = ids.OrderBy(id => rows.GetValueOrDefault(id)?.DetailAt ?? DateTimeOffset.MinValue).ToLookup(id =>
            !rows.TryGetValue(id, out var row) || row.DetailAt is not { } read || row.InMotion || (worked.TryGetValue(id, out var at) && at >= read));
        var slice = byUrgency[true].Count() > MostUrgent ? 0 : Math.Max(FewestOthers, ids.Length / RoundsForAll);
        return ([.. byUrgency[true]], [.. byUrgency[false].Take(slice)]);
    }

    private static async Task<(IReadOnlyDictionary<string, ServiceDetail> Details, Trouble? Trouble)> ReadAsync(
        BcsClient client, string[] ids, CancellationToken cancellationToken)
    {
        var details = new ConcurrentDictionary<string, ServiceDetail>();
        Trouble? trouble = null;
        await Parallel.ForEachAsync(
            ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                if (Volatile.Read(ref trouble) is not null)
                {
                    return;
                }

                switch (await client.GetServiceAsync(id, token))
                {
                    // An empty id, and a 400, say that it was deleted since the list; the next list will say so too.
                    case BcsResult<ServiceDetail>.Ok { Value.BasicInfo.Id: { Length: > 0 } } ok:
                        details[id] = ok.Value;
                        break;
                    case BcsResult<ServiceDetail>.Ok or BcsResult<ServiceDetail>.Refused { Error.Status: 400 or 404 }:
                        break;
                    case var answer:
                        Volatile.Write(ref trouble, Trouble.Of(answer));
                        break;
                }
            });
        return (details, trouble);
    }

    private async Task<Visit> FailAsync(WorkLease lease, Trouble trouble, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        (await FeedAsync(db, lease.Tenant, cancellationToken)).Problem = Text(trouble);
        await leases.SaveAsync(db, lease, cancellationToken);
        return Visit.Failed(trouble.Reason, trouble.RetryAfter);
    }

    private static async Task<ServiceFeed> FeedAsync(PortalDbContext db, string tenant, CancellationToken cancellationToken)
    {
        if (await db.Set<ServiceFeed>().FirstOrDefaultAsync(f => f.Tenant == tenant, cancellationToken) is { } feed)
        {
            return feed;
        }

        return db.Add(new ServiceFeed { Tenant = tenant }).Entity;
    }

    // A code, not a text: the reader's language is the UI's business.
    private static string? Text(Trouble? trouble) => trouble?.Reason;
}
