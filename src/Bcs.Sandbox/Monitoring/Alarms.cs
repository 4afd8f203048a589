using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Monitoring;

/// <summary>The alarms of a service: its incidents and its failed operations.</summary>
internal static class Alarms
{
    /// <summary>How long the alarm of a failed operation stays active.</summary>
    private const long FailureLasts = 60 * SignalSource.Minute;

    /// <summary>Alarms that were raised by now and active at some time since a moment, oldest first.</summary>
    public static IEnumerable<Alarm> Of(TenantState tenant, ServiceState service, long since, long now) =>
        service.Incidents.Select(i => OfIncident(service, i))
            .Concat(RecentOperations.Of(tenant, service, since).Select(OfFailure).OfType<Alarm>())
            .Where(a => a.StartsAt <= now && (a.EndsAt is not { } end || end >= since))
            .OrderBy(a => a.StartsAt);

    private static Alarm OfIncident(ServiceState service, IncidentState incident)
    {
        var (type, resource) = incident switch
        {
            { Instance: { } instance } => ("instance", instance),
            { Entity: { } entity } => ("entity", entity),
            _ => ("service", service.Name),
        };
        var kind = IncidentKind.Find(incident.Kind)!;
        return new Alarm(incident.Id, kind.AlarmName, incident.Severity, type, resource, kind.Name, incident.StartsAt, incident.EndsAt);
    }

    private static Alarm? OfFailure(OperationState operation) =>
        operation.FailsAt is not null && OperationTimeline.Fails(operation) && OperationTimeline.EndsAt(operation) is { } at
            ? new Alarm(
                operation.Id, "Operation failed", "Major", "service", operation.ServiceName, operation.ErrorCode ?? "", at, at + FailureLasts)
            : null;
}
