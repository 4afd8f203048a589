using System.Collections.Concurrent;
using System.Globalization;

using Bcs.Api.Catalogue;

using Portal.Bff.Iam;
using Portal.Bff.Jobs;
using Portal.Bff.Operations;
using Portal.Contracts.Operations;

namespace Portal.Bff.Consortia;

/// <summary>
/// Keeps what tenants have to do with consortia: each half minute, faster while something is joining, and as soon as an operation that may change
/// it ends.
/// </summary>
internal sealed class SyncConsortia(TenantRounds rounds, TenantLeases leases, WorkSignal signal, ITenantClients clients, ConsortiumSync sync)
    : ISignalledJob, IOperationObserver
{
    /// <summary>Kind of work.</summary>
    public const string Work = "consortia";

    private static readonly string[] Concerned =
        [BcsOperations.CreateService.Id, BcsOperations.ExitConsortium.Id, BcsOperations.RemoveOrganizationsFromChannel.Id, BcsOperations.DeleteService.Id, BcsOperations.DeleteChannel.Id];

    private readonly ConcurrentDictionary<string, byte> _wanted = new();

    public string Kind => Work;

    public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in _wanted.Keys)
        {
            if (_wanted.TryRemove(tenant, out _))
            {
                await leases.WakeAsync(Work, tenant, cancellationToken);
            }
        }

        var tenants = await clients.TenantsAsync(cancellationToken);
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

    public void Changed(OperationDto operation)
    {
        // What was started elsewhere has no name here, and joining is among it.
        if (!OperationStatuses.IsOpen(operation.Status) && (operation.Operation is null || Concerned.Contains(operation.Operation)))
        {
            _wanted[operation.Tenant] = 0;
            signal.Raise(Work);
        }
    }
}
