namespace Bcs.Sandbox.Monitoring;

/// <summary>Something that goes wrong in a service for a while. Times are simulated nanoseconds since 1970.</summary>
/// <param name="Id">Names it in alarms.</param>
/// <param name="Kind">Name of one of <see cref="IncidentKind.All"/>.</param>
/// <param name="Severity"><c>Critical</c>, <c>Major</c>, <c>Minor</c> or <c>Info</c>.</param>
/// <param name="Entity">Entity that it meets, such as an organisation; null for all.</param>
/// <param name="Instance">Instance that it meets; null for all of the entity.</param>
/// <param name="StartsAt">When it begins.</param>
/// <param name="EndsAt">When it is over; null if it lasts until it is taken away.</param>
internal sealed record IncidentState(string Id, string Kind, string Severity, string? Entity, string? Instance, long StartsAt, long? EndsAt)
{
    public bool Meets(MonitoredEntity entity, MonitoredInstance instance) =>
        (Entity is null || Entity == entity.Name) && (Instance is null || Instance == instance.Name);

    public bool IsOn(long at) => StartsAt <= at && (EndsAt is not { } end || at < end);
}
