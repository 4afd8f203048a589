using System.Collections.Concurrent;

using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Monitoring;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Services.Monitoring;
using Portal.Resources;

namespace Portal.Features.Overview;

/// <summary>Services with a critical or major alarm, one entry each; and what is known of all alarms, for whoever counts them.</summary>
internal sealed class AlarmAttention(BffHttp bff, Texts texts) : IAttentionSource
{
    private readonly ConcurrentDictionary<string, AlarmOverviewDto> _known = new();

    /// <inheritdoc/>
    public bool Applies(TenantDto tenant) => tenant.Can(BcsOperations.ListAlarms.Action);

    /// <summary>The alarms of a tenant as they were last read; null if they were not.</summary>
    /// <param name="tenant">Tenant id.</param>
    public AlarmOverviewDto? Known(string tenant) => _known.GetValueOrDefault(tenant);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Attention>?> ReadAsync(TenantDto tenant, CancellationToken cancellationToken)
    {
        if (await bff.GetAsync<AlarmOverviewDto>(PortalUrls.With(BffRoutes.Alarms, ("tenant", tenant.Id)), cancellationToken) is not BcsResult<AlarmOverviewDto>.Ok { Value: var read })
        {
            return null;
        }

        _known[tenant.Id] = read;
        return
        [
            .. read.Items.Where(a => a.Severity is AlarmSeverities.Critical or AlarmSeverities.Major).GroupBy(a => a.BlockchainId).Select(g => Of(tenant.Id, [.. g])),
        ];
    }

    // One that is added brings the entry back for those who put it off.
    private Attention Of(string tenant, IReadOnlyList<AlarmDto> alarms)
    {
        var (worst, newest) = (alarms[0], alarms.Max(a => a.StartsAt));
        var url = MonitoringQuery.ActiveAlarms.Url(tenant, worst.BlockchainId);
        return new Attention(
            $"a/{worst.BlockchainId}/{alarms.Count}/{newest.ToUnixTimeMilliseconds()}",
            new Status(worst.Severity is AlarmSeverities.Critical ? StatusKind.Bad : StatusKind.Warning, "severity." + worst.Severity),
            Alarms.What(texts, worst.Name), url,
            alarms.Count > 1 ? texts["overview.alarms.more", worst.Resource, alarms.Count - 1] : texts["overview.alarms.one", worst.Resource],
            texts["overview.look"], url)
        {
            About = worst.BlockchainName, At = newest,
        };
    }
}
