using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using Portal.Bff.Data;
using Portal.Contracts;

namespace Portal.Bff.Diagnostics;

/// <summary>Liveness and readiness.</summary>
internal static class HealthSlice
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [Ready]);
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        // Before the caller's cookie is looked up: liveness does not depend on the database.
        routes.MapHealthChecks(BffRoutes.HealthLive, new HealthCheckOptions { Predicate = _ => false }).ShortCircuit();
        routes.MapHealthChecks(BffRoutes.HealthReady, new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).ShortCircuit();
    }

    private sealed class DatabaseCheck(IDbContextFactory<PortalDbContext> contexts) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                await db.Set<Vault.DataKeyRow>().AsNoTracking().AnyAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception exception) when (DbErrors.IsUnavailable(exception))
            {
                return HealthCheckResult.Unhealthy("The database does not answer.");
            }
        }
    }
}
