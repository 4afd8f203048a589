using System.Globalization;

using Portal.Bff.Iam;
using Portal.Bff.Platform.Jobs;

namespace Portal.Bff.Features.Consortia;

/// <summary>
/// Keeps what tenants have to do with consortia: each half minute, faster while something is joining, as soon as an operation that may change
/// it ends, and everybody's as soon as someone invites or answers, because the other side is likely to be here as well.
/// </summary>
internal sealed class SyncConsortia(TenantRounds rounds, TenantLeases leases, ConsortiaDue due, ITenantClients clients, ConsortiumSync sync)
    : ISignalledJob
{
    /// <summary>Kind of work.</summary>
    public const string Work = "consortia";

    public string Kind => Work;

    public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
    {
        var tenants = await clients.TenantsAsync(cancellationToken);
        foreach (var tenant in due.Take(tenants))
        {
            await leases.WakeAsync(Work, tenant, cancellationToken);
        }

        var visited = await rounds.RunAsync(Work, tenants, sync.VisitAsync, cancellationToken);
        return visited == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{visited} of {tenants.Count} tenants");
    }

    /// <summary>Visits one tenant as soon as upstream may be asked, and waits for it.</summary>
    public async Task NowAsync(string tenant, CancellationToken cancellationToken)
    {
        // A visit that has begun may have read what was before the change.
        await sync.CurrentAsync(tenant).WaitAsync(cancellationToken);
        await leases.WakeAsync(Work, tenant, cancellationToken);

        // Nobody's request ends it: the next one is glad of the result.
        var visit = rounds.RunAsync(Work, [tenant], sync.VisitAsync, CancellationToken.None);
        if (await visit.WaitAsync(cancellationToken) == 0)
        {
            await sync.CurrentAsync(tenant).WaitAsync(cancellationToken);
        }
    }
}
