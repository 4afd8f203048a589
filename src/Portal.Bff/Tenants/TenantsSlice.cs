using Microsoft.EntityFrameworkCore;

using Portal.Bff.Access;
using Portal.Bff.Data;

namespace Portal.Bff.Tenants;

/// <summary>Registration of the tenants and their import from configuration.</summary>
internal static class TenantsSlice
{
    public static IServiceCollection AddTenants(this IServiceCollection services, IConfiguration configuration)
    {
        var tenants = configuration.GetSection("Tenants").Get<Dictionary<string, TenantOptions>>() ?? [];
        var problems = tenants.SelectMany(t => t.Value.Problems(t.Key, Roles.Names)).ToList();
        if (problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        }

        services.AddSingleton<TenantDirectory>();
        services.AddHostedService(provider => new ConfiguredTenants(
            tenants, provider.GetRequiredService<TenantDirectory>(), provider.GetRequiredService<IDbContextFactory<PortalDbContext>>()));
        return services;
    }

    /// <summary>Brings tenants, credentials and grants of the configuration into the store at start.</summary>
    private sealed class ConfiguredTenants(
        Dictionary<string, TenantOptions> tenants, TenantDirectory directory, IDbContextFactory<PortalDbContext> contexts) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            foreach (var (id, options) in tenants)
            {
                await directory.PutAsync(id, options, cancellationToken);
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                var stored = await db.Set<GrantRow>().Where(g => g.TenantId == id).ToListAsync(cancellationToken);
                var wanted = options.Grants
                    .Select(g => new GrantRow { TenantId = id, UserId = UserIds.Iam(options.Domain!, g.User!), Role = g.Role!, Configured = true })
                    .DistinctBy(g => (g.UserId, g.Role))
                    .ToList();
                db.RemoveRange(stored.Where(s => s.Configured && !wanted.Any(w => w.UserId == s.UserId && w.Role == s.Role)));
                db.AddRange(wanted.Where(w => !stored.Any(s => s.UserId == w.UserId && s.Role == w.Role)));
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
