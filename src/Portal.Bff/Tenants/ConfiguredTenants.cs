using Microsoft.EntityFrameworkCore;

using Portal.Bff.Identity;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Tenants;

/// <summary>
/// Brings tenants, credentials and grants of the configuration into the store at start, and retires those that came from it and are no
/// longer named. Where several instances share the database, only a higher revision than the last one applied retires, and an older one
/// changes nothing. What stays although the settings do not name it is logged at every start.
/// </summary>
internal sealed partial class ConfiguredTenants(
    TenantsOptions named, TenantDirectory directory, TenantRetirement retirement, PortalDatabase database, IDbContextFactory<PortalDbContext> contexts,
    ILogger<ConfiguredTenants> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var stored = await StoredAsync(cancellationToken);
        var applied = await AppliedAsync(cancellationToken);
        var alone = database.Provider is DatabaseProvider.Sqlite;
        if (named.Count == 0 && stored.Count > 0 && !named.AllowNone)
        {
            throw SettingsReader.Refuse(
                $"Tenants names no tenant, but {string.Join(", ", stored.Order())} of earlier settings are stored. Name them, or set Tenants:AllowNone to true{(alone ? "" : $" and Tenants:Revision above {applied}")} to retire them.");
        }

        if (named.Revision < applied && !alone)
        {
            LogOlder(logger, named.Revision, applied);
            return;
        }

        var retires = named.Revision > applied || alone;
        var dropped = stored.Where(id => !named.ContainsKey(id)).ToList();
        var droppedGrants = new List<GrantRow>();
        foreach (var (id, options) in named)
        {
            await retirement.RestoreAsync(id, cancellationToken);
            await directory.PutAsync(id, options, cancellationToken);
            droppedGrants.AddRange(await GrantAsync(id, options, cancellationToken));
        }

        if (!retires)
        {
            LogKept(dropped, droppedGrants, applied);
            return;
        }

        foreach (var grant in droppedGrants)
        {
            await retirement.RetireAsync(grant, cancellationToken);
        }

        foreach (var id in dropped)
        {
            await retirement.RetireAsync(id, cancellationToken);
        }

        // Last: a start that ends before this does all of it again.
        await ApplyAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Adds the grants of a tenant, and tells which came from settings that no longer name them.
    private async Task<IEnumerable<GrantRow>> GrantAsync(string id, TenantOptions options, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Set<GrantRow>().AsNoTracking().Where(g => g.TenantId == id).ToListAsync(cancellationToken);
        var wanted = options.Grants
            .Select(g => new GrantRow { TenantId = id, UserId = g.HolderId(options.Domain!), Role = g.Role!, Configured = true })
            .DistinctBy(g => (g.UserId, g.Role))
            .ToList();
        foreach (var grant in wanted.Where(w => !stored.Any(s => s.UserId == w.UserId && s.Role == w.Role)))
        {
            db.Add(grant);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
            {
                // Another instance that starts at the same time was faster.
                db.ChangeTracker.Clear();
            }
        }

        return stored.Where(s => s.Configured && !wanted.Any(w => w.UserId == s.UserId && w.Role == s.Role));
    }

    // Whoever took a company or a grant out believes it gone: this is the only place that can say that it is not.
    private void LogKept(List<string> tenants, List<GrantRow> grants, long applied)
    {
        if (tenants.Count > 0)
        {
            LogKeptTenants(logger, string.Join(", ", tenants.Order()), applied);
        }

        if (grants.Count > 0)
        {
            LogKeptGrants(logger, string.Join(", ", grants.Select(g => $"{g.Role} of {g.UserId} in {g.TenantId}").Order()), applied);
        }
    }

    private async Task<List<string>> StoredAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<TenantRow>().Where(t => t.Configured && t.RetiredAt == null).Select(t => t.Id).ToListAsync(cancellationToken);
    }

    private async Task<long> AppliedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<TenantRevision>().Select(r => r.Revision).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var revision = named.Revision;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var updated = await db.WriteAsync(
            () => db.Set<TenantRevision>().Where(r => r.Revision <= revision || database.Provider == DatabaseProvider.Sqlite)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.Revision, revision), cancellationToken),
            cancellationToken);
        if (updated == 0 && !await db.Set<TenantRevision>().AnyAsync(cancellationToken))
        {
            db.Add(new TenantRevision { Revision = revision });
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
            {
                // Another instance wrote the first one.
            }
        }
    }

    [LoggerMessage(150, LogLevel.Warning, "Tenants:Revision {Revision} is older than {Applied}, which another instance has applied: the stored tenants are used")]
    private static partial void LogOlder(ILogger logger, long revision, long applied);

    [LoggerMessage(151, LogLevel.Warning, "Tenants that the settings no longer name are NOT retired, and their people still sign in: {Tenants}. Raise Tenants:Revision above {Applied}, the one last applied, to retire them")]
    private static partial void LogKeptTenants(ILogger logger, string tenants, long applied);

    [LoggerMessage(152, LogLevel.Warning, "Grants that the settings no longer name are NOT taken away: {Grants}. Raise Tenants:Revision above {Applied}, the one last applied, to take them away")]
    private static partial void LogKeptGrants(ILogger logger, string grants, long applied);
}
