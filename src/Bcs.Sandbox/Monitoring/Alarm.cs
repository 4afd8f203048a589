using System.Globalization;

namespace Bcs.Sandbox.Monitoring;

/// <summary>An alarm of a service. Times are simulated nanoseconds since 1970.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">What happened.</param>
/// <param name="Severity"><c>Critical</c>, <c>Major</c>, <c>Minor</c> or <c>Info</c>.</param>
/// <param name="ResourceType"><c>service</c>, <c>entity</c> or <c>instance</c>.</param>
/// <param name="Resource">Name of what it concerns.</param>
/// <param name="Cause">What probably caused it.</param>
/// <param name="StartsAt">When it was raised.</param>
/// <param name="EndsAt">When it was cleared; null if it was not.</param>
internal sealed record Alarm(string Id, string Name, string Severity, string ResourceType, string Resource, string Cause, long StartsAt, long? EndsAt)
{
    public bool IsActive(long now) => EndsAt is not { } end || now < end;

    /// <summary>What filters and sorting see, under the names of the monitoring service.</summary>
    public IReadOnlyList<Dimension> Dimensions(long now) =>
    [
        new("event_id", Id),
        new("event_name", Name),
        new("event_severity", Severity),
        new("event_type", "alarm"),
        new("resource_provider", "BCS"),
        new("resource_type", ResourceType),
        new("resource_id", Resource),
        new("alarm_probableCause", Cause),
        new("starts_at", Milliseconds(StartsAt)),
        new("ends_at", IsActive(now) ? "0" : Milliseconds(EndsAt!.Value)),
    ];

    private static string Milliseconds(long nanoseconds) => (nanoseconds / 1_000_000).ToString(CultureInfo.InvariantCulture);
}
