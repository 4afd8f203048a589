using Bcs.Api.Client;
using Bcs.Api.Operations;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Data;
using Portal.Bff.Jobs;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>
/// Finds operations that were started outside the portal or lost in a crash. Upstream has no paging, so all records are read
/// only at the start and each minute; where there are very many, each minute only those that run.
/// </summary>
internal sealed class Discovery(OperationStore store, TimeProvider time)
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    // Reading more than this each minute would cost upstream and the portal more than it can bring.
    private const int ManyRecords = 5_000;

    // A tenant's first look must not copy its whole past.
    private const int MostEnded = 200;
    private static readonly TimeSpan IntervalOfMany = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    // Records of one moment may become readable a little later than others of that moment.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>When the next look is due.</summary>
    public static DateTimeOffset DueAt(OperationFeed? feed) => feed?.DiscoveredAt is { } last ? last + Interval : DateTimeOffset.MinValue;

    public bool IsDue(OperationFeed? feed, DateTimeOffset now) => DueAt(feed) <= now;

    /// <summary>Looks with one call, or with two where there are very many records, and stores what is new.</summary>
    public async Task<Trouble?> RunAsync(WorkLease lease, BcsClient client, OperationFeed? feed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (feed is { RecordCount: > ManyRecords } && now - feed.ReadAllAt < IntervalOfMany)
        {
            var running = new List<RecordState>();
            foreach (var status in (string[])[OperationStatuses.Processing, OperationStatuses.Waiting])
            {
                var list = await RecordsAnswer.ReadAsync(client, new OperationRecordFilter { OperationStatus = status }, cancellationToken);
                if (list.Trouble is not null)
                {
                    return list.Trouble;
                }

                running.AddRange(list.Records);
            }

            await StoreAsync(lease, running, f => f.DiscoveredAt = now, cancellationToken);
            return null;
        }

        var all = await RecordsAnswer.ReadAsync(client, null, cancellationToken);
        if (all.Trouble is not null)
        {
            return all.Trouble;
        }

        await StoreAsync(
            lease, all.Records,
            f =>
            {
                (f.DiscoveredAt, f.ReadAllAt, f.RecordCount) = (now, now, all.Records.Count);
                if (all.Records.Count > 0)
                {
                    f.SeenTo = Math.Max(f.SeenTo ?? 0, all.Records.Max(r => r.RecordTime));
                }
            },
            cancellationToken);
        return null;
    }

    private async Task StoreAsync(
        WorkLease lease, IReadOnlyList<RecordState> records, Action<OperationFeed> done, CancellationToken cancellationToken)
    {
        // Seen when the answer was here, not when it was asked for: a call that was made in between may have started one of them.
        var now = time.GetUtcNow();
        await store.WriteAsync(
            lease.Tenant, lease,
            async db =>
            {
                var feed = await db.Set<OperationFeed>().FirstOrDefaultAsync(f => f.Tenant == lease.Tenant, cancellationToken);
                if (feed is null)
                {
                    db.Add(feed = new OperationFeed { Tenant = lease.Tenant });
                }

                var byId = records.GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.Last());
                var running = await db.Set<TrackedOperation>()
                    .Where(o => o.Tenant == lease.Tenant && o.BecameId == null
                        && (o.Status == OperationStatuses.Waiting || o.Status == OperationStatuses.Processing))
                    .ToListAsync(cancellationToken);
                foreach (var row in running)
                {
                    if (byId.TryGetValue(row.Id, out var record))
                    {
                        row.Apply(record, now);
                    }
                }

                var wanted = Wanted(byId.Values, feed, now).ToList();
                var ids = wanted.Select(r => r.Id).ToList();
                var known = await db.Set<TrackedOperation>().Where(o => o.Tenant == lease.Tenant && ids.Contains(o.Id))
                    .Select(o => o.Id).ToListAsync(cancellationToken);
                db.AddRange(wanted.ExceptBy(known, r => r.Id).Select(r => TrackedOperation.Found(lease.Tenant, r, now)));
                done(feed);
                return 0;
            },
            cancellationToken);
    }

    private static IEnumerable<RecordState> Wanted(IReadOnlyCollection<RecordState> records, OperationFeed feed, DateTimeOffset now)
    {
        var since = Nanoseconds(now - Recent);
        if (feed.SeenTo is { } seen)
        {
            since = Math.Max(since, seen - (Overlap.Ticks * 100));
        }

        var open = records.Where(r => OperationStatuses.IsOpen(r.Status));
        var ended = records.Where(r => !OperationStatuses.IsOpen(r.Status) && r.RecordTime > since)
            .OrderByDescending(r => r.RecordTime).Take(MostEnded);
        return open.Concat(ended);
    }

    private static long Nanoseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks * 100;
}
