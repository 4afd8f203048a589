using Microsoft.EntityFrameworkCore;

using Portal.Bff.Iam;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>
/// One visit at one tenant: at most three upstream calls. Each visit does one thing, look for unknown operations, find out
/// about an unclear call, or follow what runs; what else is due follows a second later.
/// </summary>
internal sealed class TenantPoll(
    IDbContextFactory<PortalDbContext> contexts, ITenantClients clients, Discovery discovery, OpenOperations open, CheckCalls checks, TimeProvider time)
{
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(15);

    public async Task<Visit> VisitAsync(WorkLease lease, CancellationToken cancellationToken)
    {
        var view = await ViewAsync(lease.Tenant, cancellationToken);
        var now = time.GetUtcNow();

        // This asks the cloud nothing: a tenant without a credential, or a retired one, is told as well what could not be found out.
        await checks.SettleAsync(lease, view.Unsettled, cancellationToken);
        if (await clients.ForAsync(lease.Tenant, cancellationToken) is not { } client)
        {
            return Visit.Failed("NoToken");
        }

        var trouble = discovery.IsDue(view.Feed, now) ? await discovery.RunAsync(lease, client, view.Feed, view.Running, cancellationToken)
            : view.Checking.Except(view.Unsettled).Where(c => CheckCalls.DueAt(c) <= now).MinBy(CheckCalls.DueAt) is { } unclear
                ? await checks.RunAsync(lease, client, unclear, cancellationToken)
            : await open.FollowAsync(lease, client, view.Running, cancellationToken);
        if (trouble is not null)
        {
            return Visit.Failed(trouble.Reason, trouble.RetryAfter);
        }

        return new Visit(Next(await ViewAsync(lease.Tenant, cancellationToken), lease.TakenAt));
    }

    // Fast while something moves; slower the longer nothing does.
    private TimeSpan Next(View view, DateTimeOffset from)
    {
        var next = Discovery.DueAt(view.Feed) - from;
        foreach (var unclear in view.Checking)
        {
            next = Min(next, CheckCalls.DueAt(unclear) - from);
        }

        if (view.Running.Count > 0)
        {
            var quiet = time.GetUtcNow() - view.Running.Max(o => o.ChangedAt);
            next = Min(next, TimeSpan.FromSeconds(Math.Clamp(quiet.TotalSeconds / 20, Fast.TotalSeconds, Slow.TotalSeconds)));
        }

        return next < Fast ? Fast : next;
    }

    private async Task<View> ViewAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // Two questions, each with an index: there may be a hundred thousand that ended.
        var all = db.Set<TrackedOperation>().AsNoTracking().Where(o => o.Tenant == tenant);
        var running = await all
            .Where(o => o.BecameId == null && (o.Status == OperationStatuses.Waiting || o.Status == OperationStatuses.Processing || o.Status == OperationStatuses.Checking))
            .ToListAsync(cancellationToken);
        var unsettled = await all.Where(o => !o.OutcomeRecorded).ToListAsync(cancellationToken);
        var rows = running.UnionBy(unsettled, o => o.Id).ToList();
        var feed = await db.Set<OperationFeed>().AsNoTracking().FirstOrDefaultAsync(f => f.Tenant == tenant, cancellationToken);
        var open = rows.Where(o => o.BecameId is null && OperationStatuses.IsOpen(o.Status)).ToLookup(o => o.Status == OperationStatuses.Checking);
        var now = time.GetUtcNow();
        return new View([.. open[false]], [.. open[true]], [.. rows.Where(o => !o.OutcomeRecorded || CheckCalls.IsOverdue(o, now))], feed);
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private sealed record View(
        IReadOnlyList<TrackedOperation> Running, IReadOnlyList<TrackedOperation> Checking, IReadOnlyList<TrackedOperation> Unsettled, OperationFeed? Feed);
}
