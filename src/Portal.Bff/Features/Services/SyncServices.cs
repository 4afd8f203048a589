using System.Collections.Concurrent;
using System.Globalization;

using Portal.Bff.Iam;
using Portal.Bff.Operations;
using Portal.Bff.Platform.Jobs;
using Portal.Contracts.Operations;

namespace Portal.Bff.Features.Services;

/// <summary>
/// Keeps the snapshots of all tenants' services: each minute, when a tenant is first asked for, and as soon as an operation
/// on one of its services starts or ends.
/// </summary>
internal sealed class SyncServices(TenantRounds rounds, TenantLeases leases, WorkSignal signal, ITenantClients clients, TenantSync sync)
    : ISignalledJob, IOperationObserver
{
    /// <summary>Kind of work.</summary>
    public const string Work = "services";

    private readonly ConcurrentDictionary<string, byte> _wanted = new();
    private readonly ConcurrentDictionary<string, Lazy<Task>> _now = new();

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

    /// <summary>Visits one tenant now if it is due; callers at the same time share the visit.</summary>
    public async Task NowAsync(string tenant, CancellationToken cancellationToken)
    {
        var visit = _now.GetOrAdd(tenant, t => new Lazy<Task>(() => VisitAsync(t)));
        await visit.Value.WaitAsync(cancellationToken);
    }

    /// <summary>Makes a tenant due, as soon as upstream may be asked.</summary>
    public Task WakeAsync(string tenant, CancellationToken cancellationToken) => leases.WakeAsync(Work, tenant, cancellationToken);

    public void Changed(OperationDto operation, string? requesterId)
    {
        if (operation.Version == 1 || !OperationStatuses.IsOpen(operation.Status))
        {
            _wanted[operation.Tenant] = 0;
            signal.Raise(Work);
        }
    }

    // Nobody's request ends it: the next one is glad of the result.
    private async Task VisitAsync(string tenant)
    {
        try
        {
            if (await rounds.RunAsync(Work, [tenant], sync.VisitAsync, CancellationToken.None) == 0)
            {
                await sync.CurrentAsync(tenant);
            }
        }
        finally
        {
            _now.TryRemove(tenant, out _);
        }
    }
}
