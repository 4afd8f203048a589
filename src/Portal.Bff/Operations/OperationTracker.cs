using Microsoft.EntityFrameworkCore;

using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Jobs;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <inheritdoc cref="IOperationTracker"/>
internal sealed class OperationTracker(OperationStore store, TenantLeases leases, WorkSignal signal, TimeProvider time) : IOperationTracker
{
    public async Task<OperationDto> TrackAsync(StartedOperation started, CancellationToken cancellationToken)
    {
        var operation = await store.WriteAsync(
            started.Tenant, null,
            async db =>
            {
                var now = time.GetUtcNow();
                var known = await db.Set<TrackedOperation>()
                    .FirstOrDefaultAsync(o => o.Tenant == started.Tenant && o.Id == started.OperationId, cancellationToken);
                if (known is null)
                {
                    db.Add(known = TrackedOperation.Accepted(started, now));
                }
                else
                {
                    known.Attribute(started, now);
                }

                return known;
            },
            cancellationToken);
        await WakeAsync(started.Tenant, cancellationToken);
        return operation.ToDto(operation.News);
    }

    public async Task<OperationDto> CheckAsync(UnclearCall call, CancellationToken cancellationToken)
    {
        var operation = await store.WriteAsync(
            call.Tenant, null,
            async db =>
            {
                var id = TrackedOperation.CheckPrefix + call.Intent.Id;
                if (await db.Set<TrackedOperation>().FirstOrDefaultAsync(o => o.Tenant == call.Tenant && o.Id == id, cancellationToken) is { } known)
                {
                    return known;
                }

                var service = call.BlockchainId ?? Checking.UnclearRequest.ServiceId(call.Operation, call.Request);
                var feed = await db.Set<OperationFeed>().AsNoTracking().FirstOrDefaultAsync(f => f.Tenant == call.Tenant, cancellationToken);
                var name = Checking.UnclearRequest.ServiceName(call.Operation, call.Request)
                    ?? await db.Set<TrackedOperation>()
                        .Where(o => o.Tenant == call.Tenant && o.BlockchainId == service && o.BlockchainName != null)
                        .Select(o => o.BlockchainName).FirstOrDefaultAsync(cancellationToken);
                var unclear = TrackedOperation.Unclear(call with { BlockchainId = service }, name, feed?.SeenTo, time.GetUtcNow());
                db.Add(unclear);
                return unclear;
            },
            cancellationToken);
        await WakeAsync(call.Tenant, cancellationToken);
        return operation.ToDto(operation.News);
    }

    private async Task WakeAsync(string tenant, CancellationToken cancellationToken)
    {
        await leases.WakeAsync(OperationStore.Work, tenant, cancellationToken);
        signal.Raise(OperationStore.Work);
    }
}
