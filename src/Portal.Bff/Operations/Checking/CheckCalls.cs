using Bcs.Api.Client;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Upstream;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations.Checking;

/// <summary>
/// Finds out what became of calls without a clear answer. Nothing is sent again: it looks until it knows, and says
/// <c>unknown</c> when it could not know in time. What it finds out becomes the outcome in the audit.
/// </summary>
internal sealed partial class CheckCalls(
    OperationStore store, CheckEvidence evidence, IAuditLog audit, TimeProvider time, ILogger<CheckCalls> logger)
{
    /// <summary>How long the portal tries to find out.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

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
        if (ChangeProofs.Find(unclear.Operation) is not { } proof)
        {
            return null;
        }

        var (facts, trouble) = await evidence.LookAsync(client, unclear, proof, time.GetUtcNow(), cancellationToken);
        if (facts is null)
        {
            return trouble;
        }

        var call = await StoreAsync(lease, unclear, OutcomeRule.Decide(proof, proof.RecordsOf(unclear.Named), facts), facts.Made, cancellationToken);
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

    /// <summary>What the audit is told of a call that was found out about, or given up.</summary>
    public static AuditResult OutcomeOf(TrackedOperation call) =>
        call.BecameId is not null || call.Status == OperationStatuses.Finished || call.Answer == TrackedOperation.Understood
            ? new AuditResult(AuditOutcomes.Succeeded) { OperationId = call.BecameId, Evidence = call.Evidence }
        : call.Status == OperationStatuses.Failed
            ? new AuditResult(AuditOutcomes.Failed) { UpstreamCode = ProblemCodes.NotDone }
        : new AuditResult(AuditOutcomes.Unknown);

    private TrackedOperation GiveUp(TrackedOperation call)
    {
        call.GiveUp(time.GetUtcNow());
        return call;
    }

    private Task<TrackedOperation> StoreAsync(WorkLease lease, TrackedOperation unclear, Verdict verdict, string? made, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(
            lease, unclear,
            async (db, call) =>
            {
                switch (verdict)
                {
                    case Verdict.Done { Record: { } record } done:
                        await BecomeAsync(db, call, record, done.Evidence, now, cancellationToken);
                        break;
                    case Verdict.Done done:
                        call.Finish(done.Evidence, made, now);
                        break;
                    case Verdict.Absent:
                        call.NoteAbsent(now);
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
        PortalDbContext db, TrackedOperation call, RecordState record, string? evidence, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var operation = await db.Set<TrackedOperation>().FirstOrDefaultAsync(o => o.Tenant == call.Tenant && o.Id == record.Id, cancellationToken);
        if (operation is null)
        {
            db.Add(operation = TrackedOperation.Found(call.Tenant, record, now, call.StartedAt));
        }
        else
        {
            operation.Apply(record, now);
        }

        operation.Attribute(
            new StartedOperation(
                call.Tenant, record.Id, call.Operation!, call.BlockchainId, call.BlockchainName, call.RequestedBy, call.AuditId, call.StartedAt) { RequesterId = call.RequesterId },
            now);
        if (operation.AuditId == call.AuditId)
        {
            call.Become(operation, evidence, now);
        }
        else
        {
            // Another call was found to have started it since it was looked at: the next look counts without it.
            call.NoteUndecided(now);
        }
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
