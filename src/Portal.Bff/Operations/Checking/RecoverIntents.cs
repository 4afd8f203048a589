using System.Globalization;

using Bcs.Api.Catalogue;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Upstream;
using Portal.Contracts.Audit;

namespace Portal.Bff.Operations.Checking;

/// <summary>
/// Settles intents that a crash left without an outcome: a change is found out about, a read that reveals has an unknown outcome.
/// </summary>
internal sealed class RecoverIntents(
    IAuditLog audit, IOperationTracker tracker, OperationStore store, InFlight inFlight, IDbContextFactory<PortalDbContext> contexts,
    IEnumerable<ILostCallObserver> observers, PortalDatabase database, UpstreamOptions upstream, TimeProvider time)
    : IBackgroundJob
{
    private const int AtOnce = 500;

    // Once more with a fresh token, and time for the database.
    private readonly TimeSpan _longestChange = (upstream.WholeCall * 2) + TimeSpan.FromMinutes(1);

    // A file streams to its caller beyond that.
    private readonly TimeSpan _longestRead = (upstream.WholeCall * 2) + upstream.StreamTimeout + TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset _processStart = time.GetUtcNow();

    public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
    {
        var settled = 0;
        foreach (var pending in await audit.PendingAsync(Before(_longestChange), AtOnce, cancellationToken))
        {
            if (!MayBeServed(pending) && await SettleAsync(pending, cancellationToken))
            {
                settled++;
            }
        }

        return settled == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{settled} intents without an outcome");
    }

    private bool MayBeServed(PendingIntent pending) =>
        inFlight.Contains(pending.Intent.Id) || (!IsChange(pending.Call) && pending.At >= Before(_longestRead));

    // With one process nothing older than it can still be served; with several, another one may be at it.
    private DateTimeOffset Before(TimeSpan longest)
    {
        var before = time.GetUtcNow() - longest;
        return database.Provider is DatabaseProvider.Sqlite && before < _processStart ? _processStart : before;
    }

    private static bool IsChange(AuditCall call) => BcsOperations.Find(call.Operation) is { Changes: true };

    private async Task<bool> SettleAsync(PendingIntent pending, CancellationToken cancellationToken)
    {
        var (intent, at, call) = pending;
        if (!IsChange(call))
        {
            await audit.OutcomeAsync(intent, new AuditResult(AuditOutcomes.Unknown), cancellationToken);
            return true;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Set<TrackedOperation>().AsNoTracking()
            .Where(o => o.Tenant == intent.Tenant && o.AuditId == intent.Id).ToListAsync(cancellationToken);
        if (known.FirstOrDefault(o => o.IntentSeq != 0) is { } check)
        {
            // Being found out, or settled without the audit knowing: the tenant's next visit records it.
            return check.Status != Contracts.Operations.OperationStatuses.Checking && check.OutcomeRecorded
                && await store.WriteAsync(
                    check.Tenant, null,
                    async fresh =>
                    {
                        (await fresh.Set<TrackedOperation>().SingleAsync(o => o.Tenant == check.Tenant && o.Id == check.Id, cancellationToken)).NoteOutcomeMissing();
                        return true;
                    },
                    cancellationToken);
        }

        if (known.FirstOrDefault() is { } operation)
        {
            // Upstream had accepted it; only the outcome was not recorded.
            await audit.OutcomeAsync(intent, new AuditResult(AuditOutcomes.Succeeded) { OperationId = operation.Id }, cancellationToken);
            return true;
        }

        foreach (var observer in observers)
        {
            await observer.LostAsync(pending, cancellationToken);
        }

        await tracker.CheckAsync(
            new UnclearCall(intent.Tenant, intent, call.Operation, call.BlockchainId, call.Request, call.Actor.Name, at) { RequesterId = call.Actor.Id }, cancellationToken);
        return true;
    }
}
