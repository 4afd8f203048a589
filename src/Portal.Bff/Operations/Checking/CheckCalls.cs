using Bcs.Api.Client;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Data;
using Portal.Bff.Jobs;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations.Checking;

/// <summary>
/// Finds out what became of calls without a clear answer. Nothing is sent again: it looks until it knows, and says
/// <c>unknown</c> when it could not know in time. What it finds out becomes the outcome in the audit.
/// </summary>
internal sealed partial class CheckCalls(
    OperationStore store, CheckEvidence evidence, IAuditLog audit, IDbContextFactory<PortalDbContext> contexts, TimeProvider time, ILogger<CheckCalls> logger)
{
    /// <summary>How long the portal tries to find out.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>How long after the call an absence begins to prove that upstream never did it.</summary>
    public static readonly TimeSpan ProofAfter = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(30);

    /// <summary>When the next look at a call is due: at once, then more and more seldom.</summary>
    public static DateTimeOffset DueAt(TrackedOperation call)
    {
        if (call.CheckedAt is not { } last)
        {
            return call.SeenAt;
        }

        var pause = TimeSpan.FromSeconds(Math.Clamp((last - call.SeenAt).TotalSeconds / 6, Often.TotalSeconds, Seldom.TotalSeconds));
        return Min(last + pause, call.SeenAt + Limit);
    }

    /// <summary>True if it was tried for long enough.</summary>
    public static bool IsOverdue(TrackedOperation call, DateTimeOffset now) =>
        call.Status == OperationStatuses.Checking && now - call.SeenAt >= Limit;

    /// <summary>Looks once and stores what that shows.</summary>
    public async Task<Trouble?> RunAsync(WorkLease lease, BcsClient client, TrackedOperation unclear, CancellationToken cancellationToken)
    {
        var known = await FindTrackedAsync(unclear, cancellationToken);
        var finding = known is null ? await evidence.LookAsync(client, unclear, cancellationToken) : null;
        if (finding is CheckFinding.NoAnswer no)
        {
            return no.Trouble;
        }

        var call = await StoreAsync(lease, unclear, known, finding, cancellationToken);
        await SettleAsync(lease, call.OutcomeRecorded ? [] : [call], cancellationToken);
        return null;
    }

    /// <summary>Gives up what was tried for long enough, and records the outcomes that are known and not yet in the audit.</summary>
    public async Task SettleAsync(WorkLease lease, IReadOnlyList<TrackedOperation> calls, CancellationToken cancellationToken)
    {
        foreach (var call in calls)
        {
            var settled = IsOverdue(call, time.GetUtcNow())
                ? await ChangeAsync(lease, call, (_, c) => Task.FromResult(GiveUp(c)), cancellationToken)
                : call;
            try
            {
                await audit.OutcomeAsync(new AuditIntent(settled.AuditId!, settled.Tenant, settled.IntentSeq), OutcomeOf(settled), cancellationToken);
            }
            catch (AuditUnavailableException exception)
            {
                // The row keeps that the outcome is missing; the next visit tries again.
                LogUnrecorded(logger, exception, settled.Id);
                continue;
            }

            await ChangeAsync(
                lease, settled,
                (_, c) =>
                {
                    c.NoteOutcomeRecorded();
                    return Task.FromResult(c);
                },
                cancellationToken);
        }
    }

    private static AuditResult OutcomeOf(TrackedOperation call) =>
        call.BecameId is not null || call.Status == OperationStatuses.Finished
            ? new AuditResult(AuditOutcomes.Succeeded) { OperationId = call.BecameId }
        : call.Status == OperationStatuses.Failed
            ? new AuditResult(AuditOutcomes.Failed) { UpstreamCode = ProblemCodes.NotDone }
        : new AuditResult(AuditOutcomes.Unknown);

    private TrackedOperation GiveUp(TrackedOperation call)
    {
        if (call.Happened)
        {
            call.FinishByResource(time.GetUtcNow());
        }
        else
        {
            call.GiveUp(time.GetUtcNow());
        }

        return call;
    }

    // Found by the poll or by discovery since the call, and nobody's yet.
    private async Task<string?> FindTrackedAsync(TrackedOperation call, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var unclaimed = await db.Set<TrackedOperation>().AsNoTracking()
            .Where(o => o.Tenant == call.Tenant && o.AuditId == null && o.SeenAt >= call.StartedAt
                && (call.BlockchainId != null ? o.BlockchainId == call.BlockchainId : o.BlockchainName == call.BlockchainName))
            .OrderBy(o => o.SeenAt).ToListAsync(cancellationToken);
        return call.BlockchainId is null && call.BlockchainName is null
            ? null
            : unclaimed.FirstOrDefault(o => CheckEvidence.TypeFits(call.Operation, o.Type))?.Id;
    }

    private Task<TrackedOperation> StoreAsync(
        WorkLease lease, TrackedOperation unclear, string? known, CheckFinding? finding, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(
            lease, unclear,
            async (db, call) =>
            {
                switch (finding)
                {
                    case null:
                        await BecomeAsync(db, call, known!, null, now, cancellationToken);
                        break;
                    case CheckFinding.Found found:
                        await BecomeAsync(db, call, found.Record.Id, found.Record, now, cancellationToken);
                        break;
                    case CheckFinding.Happened { Done: true } when now - call.StartedAt >= ProofAfter:
                        call.FinishByResource(now);
                        break;
                    case CheckFinding.Happened happened:
                        call.NoteHappened(happened.BlockchainId, now);
                        break;
                    case CheckFinding.Absent:
                        call.NoteAbsent(now, ProofAfter);
                        break;
                    default:
                        call.NoteUndecided(now);
                        break;
                }

                return call;
            },
            cancellationToken);
    }

    private static async Task BecomeAsync(
        PortalDbContext db, TrackedOperation call, string id, RecordState? record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var operation = await db.Set<TrackedOperation>().FirstOrDefaultAsync(o => o.Tenant == call.Tenant && o.Id == id, cancellationToken);
        if (operation is null)
        {
            db.Add(operation = TrackedOperation.Found(call.Tenant, record!, now, call.StartedAt));
        }
        else if (record is not null)
        {
            operation.Apply(record, now);
        }

        operation.Attribute(
            new StartedOperation(
                call.Tenant, id, call.Operation!, call.BlockchainId, call.BlockchainName, call.RequestedBy, call.AuditId, call.StartedAt),
            now);
        call.Become(operation, now);
    }

    private Task<TrackedOperation> ChangeAsync(
        WorkLease lease, TrackedOperation unclear, Func<PortalDbContext, TrackedOperation, Task<TrackedOperation>> change, CancellationToken cancellationToken) =>
        store.WriteAsync(
            lease.Tenant, lease,
            async db => await change(db, await db.Set<TrackedOperation>().SingleAsync(o => o.Tenant == unclear.Tenant && o.Id == unclear.Id, cancellationToken)),
            cancellationToken);

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    [LoggerMessage(720, LogLevel.Warning, "The outcome of {Operation} is known but could not be recorded yet")]
    private static partial void LogUnrecorded(ILogger logger, Exception exception, string operation);
}
