using System.Collections.Concurrent;

using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Monitoring;
using Portal.Contracts.Session;

namespace Portal.Model.Monitoring;

/// <summary>Reads the alarms of all services of a tenant, and keeps what was read for whoever shows or counts them.</summary>
internal sealed class AlarmReader(BffHttp bff)
{
    private readonly ConcurrentDictionary<string, AlarmOverviewDto> _known = new();

    /// <summary>True if the person may read them.</summary>
    /// <param name="tenant">Tenant, with what the person may do in it.</param>
    public static bool Applies(TenantDto tenant) => tenant.Can(BcsOperations.ListAlarms.Action);

    /// <summary>The alarms of a tenant as they were last read; null if they were not.</summary>
    /// <param name="tenant">Tenant id.</param>
    public AlarmOverviewDto? Known(string tenant) => _known.GetValueOrDefault(tenant);

    /// <summary>Reads them now; null if that cannot be done, and what is known stays.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<AlarmOverviewDto?> ReadAsync(string tenant, CancellationToken cancellationToken) =>
        await bff.GetAsync<AlarmOverviewDto>(PortalUrls.With(BffRoutes.Alarms, ("tenant", tenant)), cancellationToken) is BcsResult<AlarmOverviewDto>.Ok { Value: var read }
            ? _known[tenant] = read
            : null;
}
