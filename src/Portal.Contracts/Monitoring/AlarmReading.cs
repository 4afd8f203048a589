using System.Globalization;

using Bcs.Api.Monitoring;

namespace Portal.Contracts.Monitoring;

/// <summary>
/// Reads alarms from the answers of 5.3.1 and 5.3.2, which have the form of monitoring data: an alarm is a metric, and its dimensions
/// describe it.
/// </summary>
public static class AlarmReading
{
    private const string SeverityName = "event_severity";

    /// <summary>The alarms of an answer, the newest first. A metric that is no alarm is left out.</summary>
    /// <param name="blockchainId">Service.</param>
    /// <param name="name">Its name, if it is known.</param>
    /// <param name="answer">Answer of 5.3.1.</param>
    public static IReadOnlyList<AlarmDto> Alarms(string blockchainId, string? name, MetricSeriesList answer) =>
        [.. (answer.Metrics ?? []).Select(m => Alarm(blockchainId, name, m)).OfType<AlarmDto>().OrderByDescending(a => a.StartsAt)];

    /// <summary>Counts of alarms by severity and time.</summary>
    /// <param name="answer">Answer of 5.3.2.</param>
    /// <returns>Severity, and the points of its series; empty if the answer counts no alarms.</returns>
    public static IReadOnlyList<(string Severity, MetricSeries Series)> Counts(MetricSeriesList answer) =>
    [
        .. (answer.Metrics ?? []).Select(m => (Severity: Dimension(m, SeverityName)!, Series: m)).Where(c => c.Severity is not null)
            .OrderBy(c => AlarmSeverities.Rank(c.Severity)),
    ];

    private static AlarmDto? Alarm(string blockchainId, string? service, MetricSeries series)
    {
        if (Dimension(series, SeverityName) is not { } severity)
        {
            return null;
        }

        var name = Dimension(series, "event_name") ?? series.Metric?.MetricName ?? "";
        var starts = Time(Dimension(series, "starts_at")) ?? (series.DataPoints is [var first, ..] ? Time(first.Timestamp) : null) ?? DateTimeOffset.UnixEpoch;
        return new AlarmDto(
            Dimension(series, "event_id") ?? $"{name}@{starts.ToUnixTimeMilliseconds()}", blockchainId, service, name, severity, Dimension(series, "resource_type"),
            Dimension(series, "resource_id"), Dimension(series, "alarm_probableCause"), starts, Time(Dimension(series, "ends_at")));
    }

    private static string? Dimension(MetricSeries series, string name) =>
        series.Metric?.Dimensions?.FirstOrDefault(d => d.Name == name)?.Value is { Length: > 0 } value ? value : null;

    private static DateTimeOffset? Time(string? milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? Time(time) : null;

    // Nothing ended in 1970: 0 stands for an alarm that is on.
    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is > 0 and < 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;
}
