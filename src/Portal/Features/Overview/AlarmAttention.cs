using Portal.Contracts.Monitoring;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Monitoring;
using Portal.Features.Services.Monitoring;
using Portal.Resources;

namespace Portal.Features.Overview;

/// <summary>Services with a critical or major alarm, one entry each.</summary>
internal sealed class AlarmAttention(AlarmReader reader, Texts texts) : IAttentionSource
{
    /// <inheritdoc/>
    public bool Applies(TenantDto tenant) => AlarmReader.Applies(tenant);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Attention>?> ReadAsync(TenantDto tenant, CancellationToken cancellationToken) =>
        await reader.ReadAsync(tenant.Id, cancellationToken) is { } read
            ?
            [
                .. read.Items.Where(a => a.Severity is AlarmSeverities.Critical or AlarmSeverities.Major).GroupBy(a => a.BlockchainId).Select(g => Of(tenant.Id, [.. g])),
            ]
            : null;

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
