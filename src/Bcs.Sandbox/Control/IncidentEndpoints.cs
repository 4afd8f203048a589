using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Monitoring;

using Microsoft.AspNetCore.Http.HttpResults;

namespace Bcs.Sandbox.Control;

/// <summary>Incidents on request, under <c>/sandbox/incidents</c>: monitoring and alarms show them.</summary>
internal static class IncidentEndpoints
{
    private const double Second = 1_000_000_000;
    private const double MostSeconds = 365 * 86_400d;

    public static void MapIncidents(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("/incidents", List);
        sandbox.MapPost("/incidents", Add);
        sandbox.MapDelete("/incidents/{id}", Remove);
    }

    private static IReadOnlyList<IncidentShown> List(SandboxWorld world)
    {
        lock (world.Gate)
        {
            return [.. world.Tenants.SelectMany(t => t.Services.SelectMany(s => s.Incidents.Select(i => Shown(t, s, i))))];
        }
    }

    private static Results<Ok<IncidentShown>, BadRequest<string>> Add(IncidentSetting setting, SandboxWorld world, SandboxClock clock)
    {
        lock (world.Gate)
        {
            var now = clock.Now;
            var tenant = world.FindTenant(setting.Tenant);
            var service = tenant?.Services.Find(s => s.Id == setting.Service || s.Name == setting.Service);
            if (tenant is null || service is null)
            {
                return TypedResults.BadRequest("tenant and service must be known");
            }

            if (IncidentKind.Find(setting.Kind) is not { } kind)
            {
                return TypedResults.BadRequest($"kind must be one of: {string.Join(", ", IncidentKind.All.Select(k => k.Name))}");
            }

            if (setting.Severity is { } severity && !IncidentKind.Severities.Contains(severity))
            {
                return TypedResults.BadRequest($"severity must be one of: {string.Join(", ", IncidentKind.Severities)}");
            }

            if (setting.StartsInSeconds is < -MostSeconds or > MostSeconds || setting.DurationSeconds is <= 0 or > MostSeconds)
            {
                return TypedResults.BadRequest("startsInSeconds and durationSeconds must be within a year, the latter positive");
            }

            var entity = MonitoredEntity.Of(world, service).FirstOrDefault(e =>
                (setting.Entity is null || e.Name == setting.Entity) && (setting.Instance is null || e.Instances.Any(i => i.Name == setting.Instance)));
            if (entity is null)
            {
                return TypedResults.BadRequest("entity and instance must be of the service");
            }

            var startsAt = now + (long)(setting.StartsInSeconds * Second);
            var incident = new IncidentState(
                Seeded.Id(world.Seed, world.NextName("incident")), kind.Name, setting.Severity ?? kind.Severity, setting.Instance is null ? setting.Entity : entity.Name, setting.Instance, startsAt,
                setting.DurationSeconds is { } seconds ? startsAt + (long)(seconds * Second) : null);
            service.Incidents.Add(incident);
            return TypedResults.Ok(Shown(tenant, service, incident));
        }
    }

    private static Results<NoContent, NotFound> Remove(string id, SandboxWorld world)
    {
        lock (world.Gate)
        {
            var removed = world.Tenants.SelectMany(t => t.Services).Sum(s => s.Incidents.RemoveAll(i => i.Id == id));
            world.Changed();
            return removed > 0 ? TypedResults.NoContent() : TypedResults.NotFound();
        }
    }

    private static IncidentShown Shown(TenantState tenant, ServiceState service, IncidentState incident) => new(
        incident.Id, tenant.Id, service.Id, incident.Kind, incident.Severity, incident.Entity, incident.Instance,
        SandboxClock.FromNanoseconds(incident.StartsAt), incident.EndsAt is { } end ? SandboxClock.FromNanoseconds(end) : null);
}
