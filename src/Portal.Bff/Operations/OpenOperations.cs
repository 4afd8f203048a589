using Bcs.Api.Client;
using Bcs.Api.Operations;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Upstream;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>Follows what runs: one operation by its id; several by the two lists, and then one of those that left both by its id.</summary>
internal sealed class OpenOperations(OperationStore store, TimeProvider time)
{
    /// <summary>How long an operation may stay unknown to upstream before the portal stops waiting for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Asks upstream with at most three calls and stores what is new.</summary>
    public async Task<Trouble?> FollowAsync(
        WorkLease lease, BcsClient client, IReadOnlyList<TrackedOperation> running, CancellationToken cancellationToken)
    {
        if (running.Count == 0)
        {
            return null;
        }

        var seen = new List<RecordState>();
        if (running.Count > 1)
        {
            foreach (var status in (string[])[OperationStatuses.Processing, OperationStatuses.Waiting])
            {
                var list = await RecordsAnswer.ReadAsync(client, new OperationRecordFilter { OperationStatus = status }, cancellationToken);
                seen.AddRange(list.Records);
                if (list.Trouble is { } trouble)
                {
                    await StoreAsync(lease, seen, null, several: true, cancellationToken);
                    return trouble;
                }
            }
        }

        var ids = seen.Select(r => r.Id).ToHashSet();
        var asked = running.Where(o => !ids.Contains(o.Id)).OrderBy(o => o.AskedAt ?? DateTimeOffset.MinValue).FirstOrDefault();
        var failure = asked is null ? null : await AskAsync(client, asked, seen, cancellationToken);
        await StoreAsync(lease, seen, failure is null ? asked?.Id : null, running.Count > 1, cancellationToken);
        return failure;
    }

    private static async Task<Trouble?> AskAsync(BcsClient client, TrackedOperation operation, List<RecordState> seen, CancellationToken cancellationToken)
    {
        var answer = await client.ListOperationRecordsAsync(new OperationRecordFilter { OperationId = operation.Id }, cancellationToken);
        switch (answer)
        {
            case BcsResult<OperationRecordList>.Ok ok:
                seen.AddRange((ok.Value.OperationRecords ?? []).Select(RecordState.From).OfType<RecordState>().Where(r => r.Id == operation.Id));
                return null;

            // An id that upstream does not know may be answered with an error instead of an empty list.
            case BcsResult<OperationRecordList>.Refused { Error.Status: 400 or 404 }:
                return null;
            default:
                return Trouble.Of(answer);
        }
    }

    private async Task StoreAsync(WorkLease lease, IReadOnlyList<RecordState> seen, string? asked, bool several, CancellationToken cancellationToken)
    {
        var byId = seen.GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.Last());
        var now = time.GetUtcNow();
        await store.WriteAsync(
            lease.Tenant, lease,
            async db =>
            {
                var rows = await db.Set<TrackedOperation>().Where(o => o.Tenant == lease.Tenant && (byId.Keys.Contains(o.Id) || o.Id == asked))
                    .ToListAsync(cancellationToken);
                foreach (var row in rows)
                {
                    if (byId.TryGetValue(row.Id, out var record))
                    {
                        row.Apply(record, now);
                    }
                    else
                    {
                        row.NoteMissing(now, Patience);
                    }

                    if (several && row.Id == asked)
                    {
                        row.NoteAsked(now);
                    }
                }

                // What runs unknown to us was started elsewhere.
                db.AddRange(byId.Values.Where(r => rows.All(o => o.Id != r.Id)).Select(r => TrackedOperation.Found(lease.Tenant, r, now)));
                return 0;
            },
            cancellationToken);
    }
}
