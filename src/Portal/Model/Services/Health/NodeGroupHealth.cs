using System.Globalization;

using Bcs.Api.Services;

using Portal.Contracts.Monitoring;
using Portal.Design;
using Portal.Model.Monitoring;

namespace Portal.Model.Services.Health;

/// <summary>The nodes of an organisation, or the orderers, with the alarms that tell which of them do not run.</summary>
/// <param name="Organization">How they are.</param>
/// <param name="Down">How many do not run and should.</param>
/// <param name="Where">The nodes that do not run; the organisation where nothing tells which of its nodes.</param>
/// <param name="Explained">Alarms that say no more than that these do not run.</param>
internal sealed record NodeGroupHealth(OrganizationHealth Organization, long Down, IReadOnlyList<string> Where, IReadOnlyList<AlarmDto> Explained)
{
    /// <summary>Derives it.</summary>
    /// <param name="group">What the cloud tells of them.</param>
    /// <param name="severe">Critical and major alarms of the service.</param>
    /// <param name="names">Names of its nodes.</param>
    /// <param name="still">How the service is if it sleeps or is frozen, and its nodes with it; null otherwise.</param>
    /// <param name="changing">True if the service is being changed.</param>
    public static NodeGroupHealth Of(PeerInfo group, IReadOnlyList<AlarmDto> severe, NodeNames names, Status? still, bool changing)
    {
        var (up, total) = ServiceView.Nodes(group.StatusDetail, group.Status, group.NodeCnt ?? 0);
        var nodes = NodeNames.Nodes(group).ToList();
        nodes.AddRange(Enumerable.Range(nodes.Count, (int)Math.Clamp(total - nodes.Count, 0, 1000)).Select(i => ("", "peer-" + i.ToString(CultureInfo.InvariantCulture))));
        var down = still is not null || changing ? 0 : Math.Max(0, total - up);
        var mine = severe.Where(a => a.Resource is not null && (a.Resource == group.Name || nodes.Exists(n => n.Name == a.Resource))).ToList();
        var explained = Explaining(mine, down);
        var named = nodes.Where(n => explained.Exists(a => a.Resource == n.Name)).Take((int)down).ToList();
        var rest = down - named.Count;
        var health = nodes.Select(n => new NodeHealth(n.Name, n.Label, Kind(n))).ToList();
        return new(
            new(group.Name ?? "", up, total, State(), health), down,
            down == 0 ? [] : rest == 0 ? [.. named.Select(n => names.Of(n.Name))] : [.. named.Select(n => names.Of(n.Name)), group.Name ?? ""], explained);

        StatusKind Kind((string Name, string Label) node) => node switch
        {
            _ when still is not null => StatusKind.Stopped,
            _ when named.Contains(node) || (rest > 0 && up == 0) => StatusKind.Bad,
            _ when changing && up < total => StatusKind.Busy,
            _ when mine.Exists(a => a.Resource == node.Name && a.Severity == AlarmSeverities.Critical) => StatusKind.Warning,
            _ when rest > 0 => StatusKind.Unknown,
            _ when mine.Exists(a => a.Resource == node.Name) => StatusKind.Warning,
            _ => StatusKind.Good,
        };

        HealthFinding State() =>
            still is not null ? new(HealthCause.Status, still)
            : down > 0 ? new(HealthCause.Peers, new(StatusKind.Bad, "health.peersDown")) { Count = down, Since = explained.Min(a => (DateTimeOffset?)a.StartsAt) }
            : mine.Except(explained).FirstOrDefault() is { } alarm ? new(
                HealthCause.Alarm, alarm.Severity == AlarmSeverities.Critical ? new(StatusKind.Bad, "health.critical") : new(StatusKind.Warning, "health.major")) { Alarm = alarm.Name, Since = alarm.StartsAt }
            : new(HealthCause.Status, ServiceView.Node(group.Status));
    }

    // An alarm that says a node does not run; without one, a critical alarm of a node where as many nodes are down.
    private static List<AlarmDto> Explaining(List<AlarmDto> mine, long down)
    {
        if (down == 0)
        {
            return [];
        }

        var plain = mine.FindAll(a => a.Name == Alarms.NotRunning);
        return plain.Count > 0 ? plain : [.. mine.Where(a => a.Severity == AlarmSeverities.Critical).DistinctBy(a => a.Resource).Take((int)Math.Min(down, int.MaxValue))];
    }
}
