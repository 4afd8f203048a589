using System.Collections.Concurrent;

using Portal.Bff.Iam;

namespace Portal.Bff.Features.Monitoring;

/// <summary>The alarms of a whole tenant, the same reading for all who look.</summary>
internal sealed class AlarmBoards(ITenantClients clients, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TenantAlarms> _tenants = new();

    /// <summary>The alarms of a tenant.</summary>
    public TenantAlarms Of(string tenant) => _tenants.GetOrAdd(tenant, id => new TenantAlarms(id, clients, time));
}
