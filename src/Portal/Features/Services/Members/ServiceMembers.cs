using System.Globalization;

using Bcs.Api.Channels;
using Bcs.Api.Consortium;
using Bcs.Api.Services;

namespace Portal.Features.Services.Members;

/// <summary>A peer of the service.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Address">Address and port outside of the cluster, or null.</param>
/// <param name="Channels">Names of the channels it is in.</param>
public sealed record MemberPeer(string Name, string? Address, IReadOnlyList<string> Channels)
{
    /// <summary>What tells it from the others of its organisation: the end of its name.</summary>
    public string Number => Name[(Name.LastIndexOf('-') + 1)..];
}

/// <summary>A peer organisation of the service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MspId">Its membership service provider, or null.</param>
/// <param name="Domain">Its domain inside of the cluster, or null.</param>
/// <param name="Peers">Its peers.</param>
public sealed record MemberOrganization(string Name, string? MspId, string? Domain, IReadOnlyList<MemberPeer> Peers);

/// <summary>An organisation in a channel.</summary>
/// <param name="Name">Its name as the channel lists it; its hash where two have the same name.</param>
/// <param name="Peers">Short names of its peers in the channel.</param>
/// <param name="Own">The organisation, if it belongs to this service; null for one of another consortium member.</param>
public sealed record ChannelMember(string Name, IReadOnlyList<string> Peers, MemberOrganization? Own);

/// <summary>A channel with those in it.</summary>
/// <param name="Name">Its name, which is its id as well.</param>
/// <param name="Description">What it is for, or null.</param>
/// <param name="Consensus">Its consensus, or null.</param>
/// <param name="CreatedAt">When it was made, or null.</param>
/// <param name="Invited">True if this service is in it by invitation.</param>
/// <param name="Members">Organisations in it, the service's own first.</param>
public sealed record MemberChannel(
    string Name, string? Description, string? Consensus, DateTimeOffset? CreatedAt, bool Invited, IReadOnlyList<ChannelMember> Members)
{
    /// <summary>The service's own organisations in it.</summary>
    public IEnumerable<ChannelMember> Own => Members.Where(m => m.Own is not null);

    /// <summary>Organisations of other consortium members in it.</summary>
    public IEnumerable<ChannelMember> Foreign => Members.Where(m => m.Own is null);

    /// <summary>True if others take part.</summary>
    public bool Shared => Invited || Foreign.Any();

    /// <summary>How many peers of an own organisation are in it.</summary>
    public int Joined(MemberOrganization organization) => Own.FirstOrDefault(m => m.Own!.Name == organization.Name)?.Peers.Count ?? 0;
}

/// <summary>Something that can be compared with how it was.</summary>
/// <param name="Subject">What.</param>
/// <param name="Count">How many peers, or null if only its existence counts.</param>
public sealed record MemberFact(string Subject, int? Count);

/// <summary>Who belongs to a service: its organisations with their peers and its channels, from sections 5.1.16 and 5.1.6 read together.</summary>
/// <param name="Organizations">Organisations by name.</param>
/// <param name="Channels">Channels in the cloud's order.</param>
public sealed record ServiceMembers(IReadOnlyList<MemberOrganization> Organizations, IReadOnlyList<MemberChannel> Channels)
{
    /// <summary>Puts the three answers together.</summary>
    /// <param name="service">Id of the service.</param>
    /// <param name="peers">Its peers, 5.1.16.</param>
    /// <param name="channels">Its channels, 5.1.6.</param>
    /// <param name="invitations">Invitations of the tenant, 5.2.3; they tell which channels the service is in by invitation. Null if they may not be read.</param>
    public static ServiceMembers From(string service, PeerList peers, ChannelList channels, NotificationList? invitations)
    {
        var organizations = (peers.NodeOrgs ?? new Dictionary<string, OrganizationPeers>())
            .Select(o => new MemberOrganization(
                o.Key, o.Value.OrgMspId, o.Value.OrgDomain,
                [.. (o.Value.Peers ?? new Dictionary<string, PeerNode>())
                    .OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => new MemberPeer(p.Key, p.Value.IpPort is { Length: > 0 } address ? address : null, p.Value.Channels ?? []))]))
            .OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var invited = (invitations?.Notifications ?? [])
            .Where(n => n.InviteeInfo?.InviteeBcsId == service && string.Equals(n.Status, InvitationStatuses.Agreed, StringComparison.OrdinalIgnoreCase))
            .Select(n => n.ChannelName)
            .ToHashSet();
        return new(organizations, [.. (channels.Channels ?? []).Select(c => new MemberChannel(
            c.Name ?? "", Text(c.Description), Text(c.Consensus), Time(c.CreateTime), invited.Contains(c.Name), MembersOf(c, organizations)))]);
    }

    /// <summary>A channel, or null.</summary>
    public MemberChannel? Find(string? channel) => Channels.FirstOrDefault(c => c.Name == channel);

    /// <summary>What can be compared: the organisations of the service, and the organisations of one channel or of all.</summary>
    /// <param name="channel">Name of the channel; null for all.</param>
    public IEnumerable<MemberFact> Facts(string? channel = null)
    {
        foreach (var organization in Organizations)
        {
            yield return new(organization.Name, organization.Peers.Count);
        }

        foreach (var shown in Channels.Where(c => channel is null || c.Name == channel))
        {
            yield return new(shown.Name, null);
            foreach (var member in shown.Members)
            {
                yield return new($"{shown.Name} · {member.Name}", member.Peers.Count);
            }
        }
    }

    private static List<ChannelMember> MembersOf(Channel channel, List<MemberOrganization> organizations)
    {
        var members = new List<ChannelMember>();
        foreach (var (name, peers) in channel.Peers ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            // Another member's organisation may have the same name: its peers tell whose it is.
            var own = organizations.Find(o => o.Name == name && (peers.Count == 0 || o.Peers.Any(p => peers.Contains(p.Name))));
            members.Add(new(name, peers, own));
        }

        return [.. members.OrderBy(m => m.Own is null)];
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
