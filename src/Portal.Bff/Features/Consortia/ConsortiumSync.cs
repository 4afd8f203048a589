using Bcs.Api.Client;
using Bcs.Api.Consortium;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Features.Notifications;
using Portal.Bff.Iam;
using Portal.Bff.Live;
using Portal.Bff.Operations;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Upstream;
using Portal.Bff.Tenants;
using Portal.Contracts;
using Portal.Contracts.Consortia;

namespace Portal.Bff.Features.Consortia;

/// <summary>One visit at one tenant: invitations and members, what changed in them, and the acceptances that wait.</summary>
internal sealed class ConsortiumSync(
    IDbContextFactory<PortalDbContext> contexts, ITenantClients clients, TenantDirectory tenants, TenantLeases leases, AcceptanceRunner runner,
    Notices notices, IEventBroadcast broadcast, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan IntervalInMotion = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly RunningVisits _visits = new();

    /// <summary>Waits for the visit that is going on here, if any.</summary>
    public Task CurrentAsync(string tenant) => _visits.CurrentAsync(tenant);

    /// <summary>The state as it is stored now; null before the first visit.</summary>
    public async Task<ConsortiumDto?> FindAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<ConsortiumSnapshot>().AsNoTracking().FirstOrDefaultAsync(s => s.Tenant == tenant, cancellationToken) is { } snapshot
            ? await ShowAsync(db, snapshot, cancellationToken)
            : null;
    }

    public async Task<Visit> VisitAsync(WorkLease lease, CancellationToken cancellationToken)
    {
        try
        {
            return await _visits.RunAsync(lease.Tenant, () => SyncAsync(lease, cancellationToken));
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody gave an acceptance up in this moment, before it was sent: the next visit sees that.
            return new Visit(IntervalInMotion);
        }
    }

    private async Task<Visit> SyncAsync(WorkLease lease, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var snapshot = await db.Set<ConsortiumSnapshot>().FirstOrDefaultAsync(s => s.Tenant == lease.Tenant, cancellationToken)
            ?? db.Add(new ConsortiumSnapshot { Tenant = lease.Tenant }).Entity;
        if (await clients.ForAsync(lease.Tenant, cancellationToken) is not { } client)
        {
            return await FailAsync(db, lease, snapshot, new Trouble("NoToken", null), cancellationToken);
        }

        var looked = time.GetUtcNow();
        var listed = await client.ListNotificationsAsync(cancellationToken);
        var members = await client.ListMembersAsync(cancellationToken);
        if ((Trouble.Of(listed) ?? Trouble.Of(members)) is { } trouble)
        {
            return await FailAsync(db, lease, snapshot, trouble, cancellationToken);
        }

        // The calls have said why there is none, or have learnt it.
        if ((await tenants.FindAsync(lease.Tenant, cancellationToken))?.ProjectId is not { } project)
        {
            return await FailAsync(db, lease, snapshot, new Trouble("ProjectUnknown", null), cancellationToken);
        }

        var before = snapshot.AsOf is null ? null : snapshot.Invitations;
        var now = ((BcsResult<NotificationList>.Ok)listed).Value.Notifications ?? [];
        var news = snapshot.Note(now, ((BcsResult<MemberList>.Ok)members).Value.Members ?? [], time.GetUtcNow());
        var acceptances = await db.Set<Acceptance>()
            .Where(a => a.Tenant == lease.Tenant && (a.Status == AcceptanceStatuses.Creating || a.Status == AcceptanceStatuses.Accepting))
            .ToListAsync(cancellationToken);
        var failed = new List<Acceptance>();
        foreach (var acceptance in acceptances)
        {
            var status = acceptance.Status;
            await runner.StepAsync(acceptance, now, looked, client, project, () => leases.SaveAsync(db, lease, cancellationToken), cancellationToken);
            if (acceptance.Status != status)
            {
                news = snapshot.Raise();
                failed.AddRange(acceptance.Status == AcceptanceStatuses.Failed ? [acceptance] : []);
            }
        }

        await leases.SaveAsync(db, lease, cancellationToken);
        if (news)
        {
            broadcast.ConsortiumChanged(await ShowAsync(db, snapshot, cancellationToken));
        }

        await notices.AddAsync(
            [.. InvitationNews.Between(lease.Tenant, project, before, now, time.GetUtcNow()), .. failed.Select(a => InvitationNews.Of(a, time.GetUtcNow()))],
            cancellationToken);
        return new Visit(acceptances.Exists(a => AcceptanceStatuses.IsOpen(a.Status)) || now.Any(InvitationStatuses.IsJoining) ? IntervalInMotion : Interval);
    }

    private async Task<Visit> FailAsync(PortalDbContext db, WorkLease lease, ConsortiumSnapshot snapshot, Trouble trouble, CancellationToken cancellationToken)
    {
        var news = snapshot.Fail(trouble.Reason);
        await leases.SaveAsync(db, lease, cancellationToken);
        if (news)
        {
            broadcast.ConsortiumChanged(await ShowAsync(db, snapshot, cancellationToken) with
            {
                Reading = Reading.Of(snapshot.AsOf, snapshot.Problem, lease.FailingSince ?? lease.TakenAt),
            });
        }

        return Visit.Failed(trouble.Reason, trouble.RetryAfter);
    }

    private async Task<ConsortiumDto> ShowAsync(PortalDbContext db, ConsortiumSnapshot snapshot, CancellationToken cancellationToken)
    {
        var shown = snapshot.ToDto(await ShownAsync(db, snapshot.Tenant, cancellationToken));
        var all = await tenants.AllAsync(cancellationToken);
        return all.TryGetValue(snapshot.Tenant, out var tenant) ? shown with { Companies = CompanyNames.Of(tenant, shown.Invitations, shown.Members, all.Values) } : shown;
    }

    // What ended lately stays for a day, so that people see how it ended.
    private async Task<List<Acceptance>> ShownAsync(PortalDbContext db, string tenant, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Kept;
        return await db.Set<Acceptance>().AsNoTracking()
            .Where(a => a.Tenant == tenant && a.Status != AcceptanceStatuses.Cancelled && (a.EndedAt == null || a.EndedAt >= since)).ToListAsync(cancellationToken);
    }
}
