using Portal.Model.Services;

namespace Portal.Model.Monitoring;

/// <summary>What the monitoring tab shows, as the address carries it.</summary>
/// <param name="View"><see cref="Alarms"/>, or null for the charts.</param>
/// <param name="Range">Length of time.</param>
/// <param name="From">Begin of an own time, in the reader's zone, as <c>yyyy-MM-ddTHH:mm</c>.</param>
/// <param name="To">Its end, likewise.</param>
/// <param name="On">Keys of the instances that are compared, separated by commas; null for the service as a whole.</param>
/// <param name="Off">Keys of the lines that are left out, likewise.</param>
/// <param name="Severity">Severity of alarms, or null for all.</param>
/// <param name="State">State of alarms, or null for all.</param>
public sealed record MonitoringQuery(string? View, string? Range, string? From, string? To, string? On, string? Off, string? Severity, string? State)
{
    /// <summary>The view of the alarms.</summary>
    public const string Alarms = "alarms";

    /// <summary>Alarms that are on.</summary>
    public const string Active = "active";

    /// <summary>Alarms that are over.</summary>
    public const string Past = "past";

    /// <summary>The alarms that are on, of as far back as one can choose.</summary>
    public static MonitoringQuery ActiveAlarms { get; } = new(Alarms, "7d", null, null, null, null, null, Active);

    /// <summary>Instances that are compared.</summary>
    public IReadOnlyList<string> Compared => Split(On);

    /// <summary>Lines that are left out.</summary>
    public IReadOnlyList<string> Hidden => Split(Off);

    /// <summary>The tab with this view.</summary>
    public string Url(string tenant, string service) => PortalUrls.With(
        PortalUrls.Service(tenant, service, ServiceTabs.Monitoring),
        ("view", View), ("range", Range), ("from", From), ("to", To), ("on", On), ("off", Off), ("severity", Severity), ("state", State));

    /// <summary>With a line left out, or shown again.</summary>
    public MonitoringQuery ToggleLine(string key) => this with { Off = Toggle(Hidden, key) };

    /// <summary>With an instance added to the comparison, or taken out of it.</summary>
    public MonitoringQuery ToggleInstance(string key) => this with { On = Toggle(Compared, key), Off = null };

    /// <summary>With these instances compared; the service as a whole if there are none.</summary>
    public MonitoringQuery Compare(IEnumerable<string> keys) => this with { On = Join(keys), Off = null };

    private static string[] Split(string? keys) => keys?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? Join(IEnumerable<string> keys) => string.Join(',', keys) is { Length: > 0 } joined ? joined : null;

    private static string? Toggle(IReadOnlyList<string> keys, string key) => Join(keys.Contains(key) ? keys.Where(k => k != key) : keys.Append(key));
}
