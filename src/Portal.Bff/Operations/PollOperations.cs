using System.Globalization;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Iam;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>
/// Follows the operations of all tenants. The scheduler looks each second; which tenants are due is rows. One poll a tenant,
/// whatever the number of operations or viewers.
/// </summary>
internal sealed class PollOperations(
    TenantRounds rounds, ITenantClients clients, TenantPoll poll, IDbContextFactory<PortalDbContext> contexts) : ISignalledJob
{
    public string Kind => OperationStore.Work;

    public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
    {
        var tenants = await clients.TenantsAsync(cancellationToken);
        tenants = [.. tenants, .. await FormerAsync(tenants, cancellationToken)];
        var visited = await rounds.RunAsync(Kind, tenants, poll.VisitAsync, cancellationToken);
        return visited == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{visited} of {tenants.Count} tenants");
    }

    // Tenants that nobody can ask the cloud for any more, and whose calls still have to be given up.
    private async Task<List<string>> FormerAsync(IReadOnlyList<string> tenants, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<TenantWork>()
            .Where(w => w.Kind == Kind && !tenants.Contains(w.Tenant)
                && db.Set<TrackedOperation>().Any(o => o.Tenant == w.Tenant && (o.Status == OperationStatuses.Checking || !o.OutcomeRecorded)))
            .Select(w => w.Tenant).ToListAsync(cancellationToken);
    }
}
