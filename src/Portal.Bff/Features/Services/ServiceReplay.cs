using Microsoft.EntityFrameworkCore;

using Portal.Bff.Live;
using Portal.Bff.Platform.Data;
using Portal.Contracts;

namespace Portal.Bff.Features.Services;

/// <summary>Replays the services that something is being done to, and those that were read within the last seconds.</summary>
internal sealed class ServiceReplay(IDbContextFactory<PortalDbContext> contexts, TimeProvider time) : IConnectionReplay
{
    private const int Most = 20;

    private static readonly TimeSpan JustRead = TimeSpan.FromSeconds(10);

    public async Task ReplayAsync(string tenant, IReadOnlySet<string> groups, IPortalEvents caller, CancellationToken cancellationToken)
    {
        var detailed = groups.Contains(EventGroups.Services(tenant));
        if (!detailed && !groups.Contains(EventGroups.ServiceNames(tenant)))
        {
            return;
        }

        var since = time.GetUtcNow() - JustRead;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var recent = await db.Set<ServiceSnapshot>().AsNoTracking()
            .Where(s => s.Tenant == tenant && !s.Gone && (s.InMotion || s.DetailAt >= since))
            .OrderByDescending(s => s.DetailAt).Take(Most).ToListAsync(cancellationToken);
        foreach (var service in recent)
        {
            await caller.ServiceChanged(service.ToDto(detailed));
        }
    }
}
