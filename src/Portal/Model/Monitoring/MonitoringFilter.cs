namespace Portal.Model.Monitoring;

/// <summary>Which services the monitoring page shows, as the address carries it.</summary>
/// <param name="Only"><see cref="Alarms"/>, <see cref="Unwell"/>, or null for all.</param>
/// <param name="Text">Part of a name, of an organisation or of an id.</param>
public sealed record MonitoringFilter(string? Only, string? Text)
{
    /// <summary>Those with an alarm that is on.</summary>
    public const string Alarms = "alarms";

    /// <summary>Those that are not as they should be.</summary>
    public const string Unwell = "unwell";

    /// <summary>The page with this filter.</summary>
    public string Url(string tenant) => PortalUrls.With(PortalUrls.Monitoring(tenant), ("only", Only), ("q", Text));
}
