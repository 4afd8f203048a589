using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using Portal.Bff.Audit;
using Portal.Contracts;

namespace Portal.Bff.Host;

/// <summary>Liveness and readiness.</summary>
internal static class HealthSlice
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<RecordCheck>("audit", tags: [Ready]);
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        // Before the caller's cookie is looked up: liveness does not depend on the database.
        routes.MapHealthChecks(BffRoutes.HealthLive, new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().ShortCircuit();
        routes.MapHealthChecks(BffRoutes.HealthReady, new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous().ShortCircuit();
    }

    /// <summary>Without a record nothing is done: what cannot record is not ready. Asks nothing of the database.</summary>
    private sealed class RecordCheck(AuditHealth health) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(health.CanRecord ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The audit log cannot be written."));
    }
}
