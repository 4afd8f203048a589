using System.Text.RegularExpressions;

using Bcs.Api.Services;

namespace Portal.Model.Services.Health;

/// <summary>What people call the nodes of a service. The cloud's alarms and figures know them by names that hold a hash.</summary>
internal sealed partial class NodeNames
{
    private readonly Dictionary<string, (string Organization, string Label)> _nodes = new(StringComparer.Ordinal);

    private NodeNames()
    {
    }

    /// <summary>The names of the nodes that a service's detail tells.</summary>
    /// <param name="detail">The detail, or null while it could not be read.</param>
    public static NodeNames Of(ServiceDetail? detail)
    {
        var names = new NodeNames();
        foreach (var group in Groups(detail))
        {
            foreach (var (name, label) in Nodes(group))
            {
                names._nodes.TryAdd(name, (group.Name ?? "", label));
            }
        }

        return names;
    }

    /// <summary>Names and labels of the nodes of a group, as far as it tells their addresses.</summary>
    /// <param name="group">The group.</param>
    public static IEnumerable<(string Name, string Label)> Nodes(PeerInfo group) =>
        (group.Address ?? []).Select(a => a.DomainPort?.Split('.', 2)[0]).Where(n => !string.IsNullOrEmpty(n)).Select(n => (n!, Short(n!)));

    /// <summary>Organisation and label of a node; null for what is none of this service.</summary>
    /// <param name="resource">Name in the cloud.</param>
    public (string Organization, string Label)? Find(string? resource) =>
        resource is not null && _nodes.TryGetValue(resource, out var node) ? node : null;

    /// <summary>What people call a node within its organisation: <c>peer-1</c>.</summary>
    /// <param name="resource">Name in the cloud.</param>
    public string Label(string resource) => Find(resource)?.Label ?? Short(resource);

    /// <summary>What people call a resource: <c>port-operations peer-1</c>, <c>orderer-0</c>; itself where it has no other name.</summary>
    /// <param name="resource">Name in the cloud.</param>
    public string Of(string resource) => Find(resource) switch
    {
        null => Short(resource),
        (_, var label) when label.StartsWith("orderer-", StringComparison.Ordinal) => label,
        var (organization, label) => $"{organization} {label}",
    };

    // Without the part that only machines need.
    private static string Short(string name) => NumberedRegex().Match(name) is { Success: true } numbered ? $"{numbered.Groups[1].Value}-{numbered.Groups[2].Value}" : name;

    private static IEnumerable<PeerInfo> Groups(ServiceDetail? detail) =>
        (detail?.PeerInfo ?? []).Concat(detail?.LightPeerInfo ?? []).Append(detail?.OrdererInfo).OfType<PeerInfo>();

    [GeneratedRegex(@"\A(peer|orderer)-[0-9a-f]{6,}-(\d+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedRegex();
}
