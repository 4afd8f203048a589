using Bcs.Api.Client;
using Bcs.Api.Operations;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Upstream;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>
/// Finds operations that were started outside the portal or lost in a crash. Upstream has no paging, so all records are read
/// only at the start and each minute, as a stream; where there are very many, each minute only those that run. The first time every record
/// is taken: what had ended by then is history, which nobody is told of.
/// </summary>
internal sealed class Discovery(OperationStore store, TenantLeases leases, TimeProvider time)
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    // Reading more than this each minute would cost upstream and the portal more than it can bring.
    private const int ManyRecords = 5_000;

    // So many records are held at a time, and stored in one transaction.
    private const int BatchSize = 500;
    private static readonly TimeSpan IntervalOfMany = TimeSpan.FromMinutes(10);

    // Records of one moment may become readable a little later than others of that moment.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>When the next look is due.</summary>
    public static DateTimeOffset DueAt(OperationFeed? feed) => feed?.DiscoveredAt is { } last ? last + Interval : DateTimeOffset.MinValue;

    public bool IsDue(OperationFeed? feed, DateTimeOffset now) => DueAt(feed) <= now;

    /// <summary>Looks with one call, or with two where there are very many records, and stores what is new.</summary>
    /// <param name="lease">The tenant's lease.</param>
    /// <param name="client">Client of the tenant.</param>
    /// <param name="feed">What has been looked through.</param>
    /// <param name="running">The operations that run as far as the portal knows.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public Task<Trouble?> RunAsync(
        WorkLease lease, BcsClient client, OperationFeed? feed, IReadOnlyList<TrackedOperation> running, CancellationToken cancellationToken)
    {
        var look = new Look(feed, running);
        return feed is { ImportedAt: not null, RecordCount: > ManyRecords } && time.GetUtcNow() - feed.ReadAllAt < IntervalOfMany
            ? ReadRunningAsync(lease, client, look, cancellationToken)
            : ReadAllAsync(lease, client, look, cancellationToken);
    }

    private async Task<Trouble?> ReadRunningAsync(WorkLease lease, BcsClient client, Look look, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var status in (string[])[OperationStatuses.Processing, OperationStatuses.Waiting])
        {
            var list = await RecordsAnswer.ReadAsync(client, new OperationRecordFilter { OperationStatus = status }, cancellationToken);
            if (list.Trouble is not null)
            {
                return list.Trouble;
            }

            await StoreAsync(lease, look, list.Records, cancellationToken);
        }

        await MarkAsync(lease, f => f.DiscoveredAt = now, cancellationToken);
        return null;
    }

    private async Task<Trouble?> ReadAllAsync(WorkLease lease, BcsClient client, Look look, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (held, newest) = (now, 0L);
        var batch = new List<RecordState>(BatchSize);
        var read = await client.ReadOperationRecordsAsync(
            null,
            async record =>
            {
                if (RecordState.From(record) is not { } state)
                {
                    return;
                }

                batch.Add(state);
                newest = Math.Max(newest, state.RecordTime);
                if (batch.Count == BatchSize)
                {
                    await FlushAsync();
                }
            },
            keeps: false,
            cancellationToken);
        if (read is not BcsResult<long?>.Ok { Value: var count })
        {
            return Trouble.Of(read);
        }

        await FlushAsync();
        await MarkAsync(
            lease,
            f =>
            {
                f.DiscoveredAt = now;
                if (count is null)
                {
                    // An answer without a list says nothing about what there is: it is neither the first look nor a whole one.
                    return;
                }

                (f.ReadAllAt, f.RecordCount) = (now, (int)count);
                f.ImportedAt ??= now;
                if (newest > 0)
                {
                    f.SeenTo = Math.Max(f.SeenTo ?? 0, newest);
                }
            },
            cancellationToken);
        return null;

        async Task FlushAsync()
        {
            await StoreAsync(lease, look, batch, cancellationToken);
            batch.Clear();
            if (time.GetUtcNow() - held > TenantLeases.Duration / 3)
            {
                // A hundred thousand records of which none is new take their time as well.
                await leases.KeepAsync(lease, cancellationToken);
                held = time.GetUtcNow();
            }
        }
    }

    private async Task StoreAsync(WorkLease lease, Look look, IReadOnlyList<RecordState> records, CancellationToken cancellationToken)
    {
        var byId = records.Where(look.Wants).GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.Last());
        if (byId.Count == 0)
        {
            return;
        }

        // Seen when the answer was here, not when it was asked for: a call that was made in between may have started one of them.
        var now = time.GetUtcNow();
        await store.WriteAsync(
            lease.Tenant, lease,
            async db =>
            {
                var known = db.Set<TrackedOperation>().Where(o => o.Tenant == lease.Tenant && byId.Keys.Contains(o.Id));
                foreach (var row in await known
                    .Where(o => o.BecameId == null && (o.Status == OperationStatuses.Waiting || o.Status == OperationStatuses.Processing))
                    .ToListAsync(cancellationToken))
                {
                    row.Apply(byId[row.Id], now);
                }

                var ids = await known.Select(o => o.Id).ToListAsync(cancellationToken);
                db.AddRange(byId.Values.ExceptBy(ids, r => r.Id).Select(r => TrackedOperation.Found(lease.Tenant, r, now, isHistory: look.IsHistory(r))));
                return 0;
            },
            cancellationToken);
    }

    private async Task MarkAsync(WorkLease lease, Action<OperationFeed> done, CancellationToken cancellationToken) =>
        await store.WriteAsync(
            lease.Tenant, lease,
            async db =>
            {
                var feed = await db.Set<OperationFeed>().FirstOrDefaultAsync(f => f.Tenant == lease.Tenant, cancellationToken);
                if (feed is null)
                {
                    db.Add(feed = new OperationFeed { Tenant = lease.Tenant });
                }

                done(feed);
                return 0;
            },
            cancellationToken);

    // What a look takes: every record the first time, later those that are new.
    private sealed class Look(OperationFeed? feed, IReadOnlyList<TrackedOperation> running)
    {
        private readonly HashSet<string> _running = [.. running.Select(o => o.Id)];
        private readonly long? _since = feed?.SeenTo - (Overlap.Ticks * 100);

        public bool Wants(RecordState record) =>
            feed?.ImportedAt is null || OperationStatuses.IsOpen(record.Status) || record.RecordTime > (_since ?? 0) || _running.Contains(record.Id);

        public bool IsHistory(RecordState record) =>
            feed?.ImportedAt is null && !OperationStatuses.IsOpen(record.Status) && (_since is null || record.RecordTime <= _since);
    }
}
