using Portal.Design;
using Portal.Model.Monitoring;
using Portal.Resources;

namespace Portal.Model.Services.Health;

/// <summary>Health in the reader's words.</summary>
internal static class HealthText
{
    private const int MostNames = 3;

    /// <summary>What a chip says: <c>1 peer down</c>, <c>Disk almost full</c>, <c>Normal</c>.</summary>
    public static string Word(Texts texts, HealthFinding finding) => finding switch
    {
        { Cause: HealthCause.Peers } => texts.Count("health.peers", finding.Count),
        { Cause: HealthCause.Orderers } => texts.Count("health.orderers", finding.Count),
        { Cause: HealthCause.Alarm, Alarm: { } alarm } => Alarms.What(texts, alarm),
        _ => texts.Find(finding.Status.TextKey) ?? finding.Status.TextKey,
    };

    /// <summary>The chip of a service: it is not called well before its alarms are known.</summary>
    public static Status Chip(Texts texts, ServiceHealth health) => health is { AlarmsRead: false, State: { Cause: HealthCause.Status, Status.Kind: StatusKind.Good } }
        ? new(StatusKind.Waiting, texts["health.soFar"])
        : Chip(texts, health.State);

    /// <summary>The chip of a finding.</summary>
    public static Status Chip(Texts texts, HealthFinding finding) => finding.Status with { TextKey = Word(texts, finding) };

    /// <summary>Where it is, the first names and how many more; null for the whole service.</summary>
    public static string? Where(Texts texts, HealthFinding finding) => finding.Where switch
    {
        [] => null,
        { Count: > MostNames } names => texts["health.more", string.Join(texts["health.and"], names.Take(MostNames - 1)), names.Count - MostNames + 1],
        var names => string.Join(texts["health.and"], names),
    };

    /// <summary>What happened and where, as a title.</summary>
    public static string Title(Texts texts, HealthFinding finding) => (finding.Cause, Where(texts, finding)) switch
    {
        (HealthCause.Peers or HealthCause.Orderers, { } where) when finding is { Count: 1, Exact: true } => texts["health.down", where],
        (HealthCause.Peers or HealthCause.Orderers, { } where) => texts["health.at", Word(texts, finding), where],
        (HealthCause.Alarm, { } where) => texts["health.at", Word(texts, finding), where],
        _ => Word(texts, finding),
    };

    /// <summary>What the reader should know besides the title.</summary>
    public static string Reason(Texts texts, ServiceHealth health, HealthFinding finding) => finding.Cause switch
    {
        HealthCause.Peers => texts.Count("health.peersUp", health.Peers.Total, health.Peers.Up),
        HealthCause.Orderers when health.Orderers is { } orderers => texts.Count("health.orderersUp", orderers.Total, orderers.Up),
        HealthCause.Alarm => texts["health.alarmOn"],
        _ => finding.Alarm is { } alarm ? texts["health.because", Alarms.What(texts, alarm)] : texts["overview.unwell"],
    };

    /// <summary>All of it in one line, for those who point at a chip.</summary>
    public static string Whole(Texts texts, ServiceHealth health) =>
        string.Join(" · ", (health.Findings.Count > 0 ? health.Findings : [health.State]).Select(f => Title(texts, f)).Concat(health.AlarmsRead ? [] : [texts["health.alarmsUnread"]]));
}
