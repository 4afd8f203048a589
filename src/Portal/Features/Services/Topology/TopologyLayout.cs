using Portal.Features.Services.Members;
using Portal.Model.Services.Health;

namespace Portal.Features.Services.Topology;

/// <summary>A peer or an orderer as a point.</summary>
/// <param name="Name">Its name in the cloud.</param>
/// <param name="Label">What is written in it.</param>
/// <param name="X">Centre, from the left edge of its group.</param>
/// <param name="Y">Centre, from the upper edge of the drawing.</param>
/// <param name="Channels">Channels it is in.</param>
public sealed record TopologyPeer(string Name, string Label, int X, int Y, IReadOnlyList<string> Channels);

/// <summary>An organisation, or the orderers, as a box around its nodes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Height">Height.</param>
/// <param name="Peers">Its nodes; empty for another member's organisation, of which no more than the number is known.</param>
public sealed record TopologyGroup(string Name, int Y, int Height, IReadOnlyList<TopologyPeer> Peers);

/// <summary>A channel as a box.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Look">Its colour and dashes.</param>
public sealed record TopologyChannel(string Name, int Y, int Look);

/// <summary>All peers of an organisation that are in a channel, as one line.</summary>
/// <param name="Organization">The organisation.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Look">The channel's colour and dashes.</param>
/// <param name="Peers">How many peers.</param>
/// <param name="Path">Path data in a field that is 100 wide and as high as the drawing.</param>
public sealed record TopologyBundle(string Organization, string Channel, int Look, int Peers, string Path);

/// <summary>
/// Where everything of a service's topology stands: its organisations with their peers and its orderers to the left, the channels, and the
/// organisations of other members to the right. Heights are in pixels, widths in parts of whatever is there, so that it fills a page of any width.
/// </summary>
public sealed class TopologyLayout
{
    /// <summary>Radius of a peer.</summary>
    public const int Radius = 13;

    /// <summary>Nodes beside each other.</summary>
    public const int PeersInRow = 6;

    /// <summary>Distance of neighbours in a row.</summary>
    public const int Step = 44;

    /// <summary>Height of a channel.</summary>
    public const int ChannelHeight = 50;

    /// <summary>Height of the headings of the columns.</summary>
    public const int Heading = 28;

    private const int Gap = 14;
    private const int Title = 52;
    private const int Row = 38;

    private readonly List<TopologyGroup> _organizations = [];
    private readonly List<TopologyGroup> _foreign = [];
    private readonly List<TopologyBundle> _bundles = [];
    private readonly List<TopologyBundle> _foreignBundles = [];

    /// <summary>Lays everything out.</summary>
    /// <param name="members">Who belongs to the service.</param>
    /// <param name="orderers">Its orderers; null if it has none of its own.</param>
    public TopologyLayout(ServiceMembers members, OrganizationHealth? orderers)
    {
        var y = Heading;
        foreach (var organization in members.Organizations)
        {
            _organizations.Add(Group(organization.Name, y, [.. organization.Peers.Select(p => (p.Name, p.Number, p.Channels))]));
            y += _organizations[^1].Height + Gap;
        }

        if (orderers is { Nodes.Count: > 0 })
        {
            Orderers = Group(orderers.Name, y, [.. orderers.Nodes.Select(n => (n.Name, n.Label[(n.Label.LastIndexOf('-') + 1)..], (IReadOnlyList<string>)[]))]);
            y += Orderers.Height + Gap;
        }

        var right = Heading;
        foreach (var name in members.Channels.SelectMany(c => c.Foreign).Select(m => m.Name).Distinct())
        {
            _foreign.Add(new(name, right, Title + 4, []));
            right += Title + 4 + Gap;
        }

        var step = ChannelHeight + Gap;
        var tall = members.Channels.Count * step;
        Height = Math.Max(Math.Max(y, right), Math.Max(Heading + tall, Heading + step));
        var top = Heading + ((Height - Heading - tall) / 2);
        var looks = ChannelLooks.Of(members.Channels);
        Channels = [.. members.Channels.Select((c, i) => new TopologyChannel(c.Name, top + (i * step), looks[c.Name]))];
        Connect(members);
    }

    /// <summary>Height of the drawing.</summary>
    public int Height { get; }

    /// <summary>The service's own organisations.</summary>
    public IReadOnlyList<TopologyGroup> Organizations => _organizations;

    /// <summary>Its orderers, or null.</summary>
    public TopologyGroup? Orderers { get; }

    /// <summary>Organisations of other members.</summary>
    public IReadOnlyList<TopologyGroup> Foreign => _foreign;

    /// <summary>The channels.</summary>
    public IReadOnlyList<TopologyChannel> Channels { get; }

    /// <summary>Which own organisation is in which channel.</summary>
    public IReadOnlyList<TopologyBundle> Bundles => _bundles;

    /// <summary>Which organisation of another member is in which channel.</summary>
    public IReadOnlyList<TopologyBundle> ForeignBundles => _foreignBundles;

    private static TopologyGroup Group(string name, int y, IReadOnlyList<(string Name, string Label, IReadOnlyList<string> Channels)> nodes)
    {
        var rows = Math.Max(1, (nodes.Count + PeersInRow - 1) / PeersInRow);
        return new(name, y, Title + (rows * Row) + 4, [.. nodes.Select((n, i) => new TopologyPeer(
            n.Name, n.Label, 14 + Radius + (i % PeersInRow * Step), y + Title + (i / PeersInRow * Row) + Radius + 4, n.Channels))]);
    }

    private void Connect(ServiceMembers members)
    {
        foreach (var group in _organizations)
        {
            var organization = members.Organizations.First(o => o.Name == group.Name);
            Bundle(group, [.. members.Channels.Select(c => (c.Name, c.Joined(organization))).Where(c => c.Item2 > 0)], false);
        }

        foreach (var group in _foreign)
        {
            Bundle(group, [.. members.Channels.SelectMany(c => c.Foreign.Where(m => m.Name == group.Name).Select(m => (c.Name, m.Peers.Count)))], true);
        }
    }

    private void Bundle(TopologyGroup group, IReadOnlyList<(string Channel, int Peers)> of, bool foreign)
    {
        foreach (var (i, (name, peers)) in of.Index())
        {
            var channel = Channels.First(c => c.Name == name);
            var (from, to) = (group.Y + ((i + 1) * group.Height / (of.Count + 1)), channel.Y + (ChannelHeight / 2));
            var path = foreign ? FormattableString.Invariant($"M100 {from}C50 {from} 50 {to} 0 {to}") : FormattableString.Invariant($"M0 {from}C50 {from} 50 {to} 100 {to}");
            (foreign ? _foreignBundles : _bundles).Add(new(group.Name, name, channel.Look, peers, path));
        }
    }
}
