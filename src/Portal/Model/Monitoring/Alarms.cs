using Bcs.Api.Monitoring;

using Portal.Resources;

namespace Portal.Model.Monitoring;

/// <summary>What pages say about alarms, and how they ask for them.</summary>
internal static class Alarms
{
    /// <summary>The cloud's name of the alarm that tells that a node does not run.</summary>
    public const string NotRunning = "Instance not running";

    /// <summary>The cloud's name of the alarm that tells of an operation that failed: an event, no state of the service.</summary>
    public const string OperationFailed = "Operation failed";

    private const int MostSteps = 48;

    /// <summary>The word for a severity; what the cloud says if there is none.</summary>
    public static string Name(Texts texts, string severity) => texts.Find("severity." + severity) ?? severity;

    /// <summary>What happened, in the reader's language where it is known.</summary>
    public static string What(Texts texts, string name) => texts.Find("alarm." + name) ?? name;

    /// <summary>The question for a length of time.</summary>
    /// <param name="range">Time range as the cloud wants it.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="severity">Severity, or null for all.</param>
    public static AlarmQuery Query(string range, TimeSpan length, string? severity) => new()
    {
        TimeRange = range,
        Step = (int)Math.Max(60_000, length.TotalMilliseconds / MostSteps),
        MetadataRelation = severity is null ? null : [new AlarmRelation { Key = "event_severity", Value = [severity], Relation = "AND" }],
        Sort = new AlarmSort { OrderBy = ["starts_at"], Order = "desc" },
    };

    /// <summary>The parameter of the cloud for a state, or null for all.</summary>
    public static string? Type(string? state) => state switch { MonitoringQuery.Active => "active_alert", MonitoringQuery.Past => "history_alert", _ => null };
}
