using Portal.Features.Services.Members;

namespace Portal.Features.Services.Topology;

/// <summary>A box with a name, in drawing units.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public sealed record TopologyBox(string Name, int X, int Y, int Width, int Height);

/// <summary>A peer as a point.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Label">What is written in it.</param>
/// <param name="X">Centre.</param>
/// <param name="Y">Centre.</param>
/// <param name="Channels">Channels it is in.</param>
public sealed record TopologyPeer(string Name, string Label, int X, int Y, IReadOnlyList<string> Channels);

/// <summary>A line from a member to a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Path">Path data.</param>
/// <param name="Foreign">True for another consortium member's organisation.</param>
public sealed record TopologyLine(string Channel, string Path, bool Foreign);

/// <summary>Where everything of a service's topology stands: tenants and organisations with their peers to the left, channels to the right.</summary>
public sealed class TopologyLayout
{
    /// <summary>Width of the drawing.</summary>
    public const int Width = 860;

    /// <summary>Radius of a peer.</summary>
    public const int Radius = 13;

    private const int Left = 12;
    private const int GroupWidth = 400;
    private const int ChannelLeft = 640;
    private const int ChannelWidth = 208;
    private const int ChannelHeight = 40;
    private const int Gap = 14;
    private const int Title = 34;
    private const int Row = 36;
    private const int PeersInRow = 8;

    private readonly List<TopologyBox> _tenants = [];
    private readonly List<TopologyBox> _organizations = [];
    private readonly List<TopologyBox> _foreign = [];
    private readonly List<TopologyPeer> _peers = [];
    private readonly List<TopologyBox> _channels = [];
    private readonly List<TopologyLine> _lines = [];

    /// <summary>Lays everything out.</summary>
    /// <param name="members">Who belongs to the service.</param>
    /// <param name="tenant">Name of the tenant.</param>
    /// <param name="others">Name for the other members.</param>
    public TopologyLayout(ServiceMembers members, string tenant, string others)
    {
        var foreign = members.Channels.SelectMany(c => c.Foreign).Select(m => m.Name).Distinct().ToList();
        var y = Gap;
        y = Group(tenant, y, members.Organizations, Place);
        if (foreign.Count > 0)
        {
            y = Group(others, y, foreign, PlaceForeign);
        }

        var step = ChannelHeight + Gap;
        Height = Math.Max(y, Gap + (members.Channels.Count * step));
        var top = (Height - (members.Channels.Count * step) + Gap) / 2;
        _channels.AddRange(members.Channels.Select((c, i) => new TopologyBox(c.Name, ChannelLeft, top + (i * step), ChannelWidth, ChannelHeight)));
        Connect(members);
    }

    /// <summary>Height of the drawing.</summary>
    public int Height { get; }

    /// <summary>Tenants around their organisations.</summary>
    public IReadOnlyList<TopologyBox> Tenants => _tenants;

    /// <summary>The service's own organisations.</summary>
    public IReadOnlyList<TopologyBox> Organizations => _organizations;

    /// <summary>Organisations of other members.</summary>
    public IReadOnlyList<TopologyBox> Foreign => _foreign;

    /// <summary>The service's peers.</summary>
    public IReadOnlyList<TopologyPeer> Peers => _peers;

    /// <summary>The channels.</summary>
    public IReadOnlyList<TopologyBox> Channels => _channels;

    /// <summary>Who is in which channel.</summary>
    public IReadOnlyList<TopologyLine> Lines => _lines;

    private int Group<T>(string name, int top, IReadOnlyList<T> items, Func<T, int, int> place)
    {
        var y = top + Title;
        foreach (var item in items)
        {
            y = place(item, y) + Gap;
        }

        _tenants.Add(new(name, Left, top, GroupWidth, y - top));
        return y + Gap;
    }

    private int Place(MemberOrganization organization, int y)
    {
        var rows = Math.Max(1, (organization.Peers.Count + PeersInRow - 1) / PeersInRow);
        var box = new TopologyBox(organization.Name, Left + Gap, y, GroupWidth - (2 * Gap), Title + (rows * Row));
        _organizations.Add(box);
        _peers.AddRange(organization.Peers.Select((p, i) => new TopologyPeer(
            p.Name, p.Number, box.X + 26 + (i % PeersInRow * 44), y + Title + (i / PeersInRow * Row) + Radius, p.Channels)));
        return y + box.Height;
    }

    private int PlaceForeign(string name, int y)
    {
        _foreign.Add(new(name, Left + Gap, y, GroupWidth - (2 * Gap), Title + 4));
        return y + Title + 4;
    }

    private void Connect(ServiceMembers members)
    {
        foreach (var (channel, box) in members.Channels.Zip(_channels))
        {
            var end = box.Y + (box.Height / 2);
            _lines.AddRange(_peers.Where(p => p.Channels.Contains(channel.Name)).Select(p => new TopologyLine(channel.Name, Curve(p.X + Radius, p.Y, end), false)));
            foreach (var member in channel.Foreign)
            {
                var from = _foreign.Find(f => f.Name == member.Name)!;
                _lines.Add(new(channel.Name, Curve(from.X + from.Width, from.Y + (from.Height / 2), end), true));
            }
        }
    }

    private static string Curve(int x, int y, int end) =>
        FormattableString.Invariant($"M{x} {y}C{(x + ChannelLeft) / 2} {y} {(x + ChannelLeft) / 2} {end} {ChannelLeft} {end}");
}
