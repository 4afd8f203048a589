using Microsoft.EntityFrameworkCore;

using Portal.Bff.Live;
using Portal.Bff.Platform.Data;
using Portal.Contracts;

namespace Portal.Bff.Features.Certificates;

/// <summary>Replays the certificates that changed within the reach.</summary>
internal sealed class CertificateReplay(IDbContextFactory<PortalDbContext> contexts, TimeProvider time) : IConnectionReplay
{
    private const int Most = 20;

    public async Task ReplayAsync(string tenant, IReadOnlySet<string> groups, IPortalEvents caller, CancellationToken cancellationToken)
    {
        if (!groups.Contains(EventGroups.Certificates(tenant)))
        {
            return;
        }

        var since = time.GetUtcNow() - IConnectionReplay.Reach;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var row in await db.Set<CertificateRow>().AsNoTracking().Where(c => c.Tenant == tenant && c.ChangedAt >= since)
            .OrderByDescending(c => c.ChangedAt).Take(Most).ToListAsync(cancellationToken))
        {
            await caller.CertificateChanged(row.ToDto(gone: false));
        }
    }
}
