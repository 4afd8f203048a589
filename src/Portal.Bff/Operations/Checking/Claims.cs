using Bcs.Api.Catalogue;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations.Checking;

/// <summary>Another change of the tenant that may have done what is being found out about this one.</summary>
/// <param name="Proof">What it changes.</param>
/// <param name="Call">What it names.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Open">True if its outcome is not known yet.</param>
/// <param name="Assigned">True if its operation is known.</param>
internal sealed record OtherChange(ChangeProof Proof, ChangeCall Call, DateTimeOffset At, bool Open, bool Assigned);

/// <summary>What else of the portal's own may explain what is seen: the changes of others, and the operations that are theirs.</summary>
internal sealed class Claims(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>So long an earlier change may still show for the first time, unless it was over before this one.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    // Moment and duration are kept to the millisecond, what is below is cut off.
    private static readonly TimeSpan CutOff = TimeSpan.FromMilliseconds(2);

    // More in a day that may be about the same thing are not compared one by one.
    private const int Most = 500;

    private static readonly string[] Changing = [.. BcsOperations.All.Where(o => o.Changes).Select(o => o.Id)];

    // What is shown by nothing and leaves no record can be taken for nothing.
    private static readonly ChangeProof[] Shown = [.. ChangeProofs.All.Where(p => p.View is not null)];
    private static readonly string[] Creating = [.. Shown.Where(p => p.Records is RecordFit.Creation).Select(p => p.Operation.Id)];
    private static readonly string[] OfServiceInPath = [.. Shown.Where(p => NamesService(p)).Select(p => p.Operation.Id)];
    private static readonly string[] OfServiceInBody = [.. Shown.Where(p => !NamesService(p)).Select(p => p.Operation.Id).Except(Creating)];

    /// <summary>
    /// The other changes since a day before this one that may be about the same and may have acted: those that were refused have not, and what was over
    /// before the look before this one was seen by it. Asked for after upstream was, so that a change whose effect was seen is among them: each is
    /// recorded before it is sent. Null if there are too many to compare; then nothing can be told apart.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="before">What was seen before it was sent.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<IReadOnlyList<OtherChange>?> OthersAsync(TrackedOperation call, SeenBefore before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = call.StartedAt - Window;

        // Between the look and the record others may have acted, and this call may never have been sent.
        var seenAt = before.Looked ?? call.StartedAt - LookBefore.Longest;
        var rows = new List<Row>();
        foreach (var changes in Comparable(db.Set<AuditRecordRow>().AsNoTracking().Where(r => r.Tenant == call.Tenant && r.Seq != call.IntentSeq), call, before))
        {
            // One after the other, as there is an index for each.
            rows.AddRange(await RowsAsync(changes.Where(r => r.At >= since && r.Outcome != AuditOutcomes.Failed && r.Outcome != AuditOutcomes.Denied), cancellationToken));
            rows.AddRange(await RowsAsync(changes.Where(r => r.Outcome == AuditOutcomes.Pending && r.At < since), cancellationToken));
        }

        if (rows.Count > Most)
        {
            return null;
        }

        var ids = rows.ConvertAll(r => AuditEntryId.Format(call.Tenant, r.Seq));
        var operations = (await db.Set<TrackedOperation>().AsNoTracking()
                .Where(o => o.Tenant == call.Tenant && o.AuditId != null && ids.Contains(o.AuditId))
                .Select(o => new { o.AuditId, o.Status, o.EndedAt, o.IntentSeq, o.BecameId })
                .ToListAsync(cancellationToken))
            .ToLookup(o => o.AuditId!);
        var others = new List<OtherChange>();
        foreach (var (row, id) in rows.Zip(ids))
        {
            var proof = ChangeProofs.Find(row.Operation)!;
            var named = new ChangeCall(row.Operation, row.BlockchainId, row.Channel, row.Request);
            var over = operations[id].Any(o => o.Status is OperationStatuses.Finished or OperationStatuses.Failed or OperationStatuses.Stop && o.EndedAt < seenAt)
                || (row.Outcome == AuditOutcomes.Succeeded && proof.RecordsOf(named) is RecordFit.None
                    && row.DurationMs is { } took && row.At.AddMilliseconds(took) + CutOff < seenAt);
            if (!over)
            {
                others.Add(new OtherChange(
                    proof, named, row.At, row.Outcome == AuditOutcomes.Pending, row.OperationId is not null || operations[id].Any(o => o.IntentSeq == 0 || o.BecameId is not null)));
            }
        }

        return others;
    }

    /// <summary>Of these records those that no other change has, and that were not there before the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="seenAt">When it was looked at before it was sent, by upstream's own clock.</param>
    /// <param name="records">Records that fit.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<IReadOnlyList<RecordState>> UnclaimedAsync(
        TrackedOperation call, DateTime? seenAt, IReadOnlyList<RecordState> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return [];
        }

        var ids = records.Select(r => r.Id).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tracked = await db.Set<TrackedOperation>().AsNoTracking().Where(o => o.Tenant == call.Tenant && ids.Contains(o.Id))
            .Select(o => new { o.Id, o.AuditId, o.SeenAt }).ToDictionaryAsync(o => o.Id, cancellationToken);

        // By upstream's own clock: a record that is late must not pass for one of this call. Where upstream did not tell its time, what was read until
        // then is what it had; where nothing was read yet, our own clock, from which its may differ.
        var seenTo = call.SeenTo ?? (call.StartedAt - ClockSkew - DateTimeOffset.UnixEpoch).Ticks * 100;
        var unclaimed = records.Where(r => tracked.TryGetValue(r.Id, out var known)
            ? known.AuditId == call.AuditId || (known.AuditId is null && known.SeenAt >= call.StartedAt && (seenAt is not { } at || r.Began() >= at))
            : seenAt is { } before ? r.Began() >= before : r.RecordTime > seenTo).ToList();
        if (unclaimed.Count == 0)
        {
            return [];
        }

        // An answer may have named it whose operation could not be stored.
        var (since, left) = (call.StartedAt - Window, unclaimed.ConvertAll(r => r.Id));
        var recorded = await db.Set<AuditRecordRow>().AsNoTracking()
            .Where(r => r.Tenant == call.Tenant && r.At >= since && Changing.Contains(r.Operation) && r.Seq != call.IntentSeq && r.OperationId != null && left.Contains(r.OperationId))
            .Select(r => r.OperationId).ToListAsync(cancellationToken);
        return [.. unclaimed.Where(r => !recorded.Contains(r.Id))];
    }

    private static bool NamesService(ChangeProof proof) => proof.Operation.Template.Contains("{blockchain_id}", StringComparison.Ordinal);

    // A service that is created has no id to be named by, and nothing else creates one. What is done to one is done to that which the path names, or the body.
    private static IEnumerable<IQueryable<AuditRecordRow>> Comparable(IQueryable<AuditRecordRow> rows, TrackedOperation call, SeenBefore before)
    {
        if (Creating.Contains(call.Operation))
        {
            return [rows.Where(r => Creating.Contains(r.Operation))];
        }

        List<string> services = [.. before.Things.Select(t => t.Thing.Split('/')[0]), .. call.Named.Service is { } service ? [service] : Array.Empty<string>()];
        return
        [
            rows.Where(r => r.BlockchainId != null && services.Contains(r.BlockchainId) && OfServiceInPath.Contains(r.Operation)),
            rows.Where(r => OfServiceInBody.Contains(r.Operation)),
        ];
    }

    private static Task<List<Row>> RowsAsync(IQueryable<AuditRecordRow> rows, CancellationToken cancellationToken) => rows
        .OrderByDescending(r => r.At).Take(Most + 1)
        .Select(r => new Row(r.Seq, r.At, r.Operation, r.BlockchainId, r.Channel, r.Request, r.Outcome, r.OperationId, r.DurationMs))
        .ToListAsync(cancellationToken);

    private sealed record Row(
        long Seq, DateTimeOffset At, string Operation, string? BlockchainId, string? Channel, string? Request, string Outcome, string? OperationId, long? DurationMs);
}
