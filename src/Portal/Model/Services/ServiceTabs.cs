namespace Portal.Model.Services;

/// <summary>The tabs of a service, by their names in its address.</summary>
public static class ServiceTabs
{
    /// <summary>What the service is and how it is; the tab without a name.</summary>
    public const string Overview = "";

    /// <summary>Organisations and peers.</summary>
    public const string Organizations = "organizations";

    /// <summary>Channels and who is in them.</summary>
    public const string Channels = "channels";

    /// <summary>The drawing.</summary>
    public const string Topology = "topology";

    /// <summary>Certificates and SDK configuration.</summary>
    public const string Certificates = "certificates";

    /// <summary>Charts of what is measured, and alarms.</summary>
    public const string Monitoring = "monitoring";

    /// <summary>Operations of the service.</summary>
    public const string Operations = "operations";

    /// <summary>Audit records about the service.</summary>
    public const string Audit = "audit";

    /// <summary>All tabs in their order, with the keys of their texts.</summary>
    internal static IReadOnlyList<(string Name, string TextKey)> All { get; } =
    [
        (Overview, "service.overview"), (Organizations, "service.orgs"), (Channels, "col.channels"), (Topology, "topology.tab"), (Certificates, "cert.tab"),
        (Monitoring, "nav.monitoring"),
        (Operations, "nav.operations"), (Audit, "nav.audit"),
    ];

    /// <summary>True for a tab that shows who belongs to the service.</summary>
    internal static bool NeedMembers(string? tab) => tab is Organizations or Channels or Topology or Certificates;
}
