using Bcs.Api.Catalogue;
using Bcs.Api.Channels;
using Bcs.Api.Client;
using Bcs.Api.Consortium;
using Bcs.Api.Services;

using Portal.Bff.Platform.Upstream;

namespace Portal.Bff.Operations.Checking;

/// <summary>What one read shows of the things that changes are about.</summary>
/// <param name="StateOf">The state of a thing; null if this read does not show it.</param>
internal sealed record Sighting(Func<string, string?> StateOf)
{
    /// <summary>Why nothing was seen; null if something was.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>Ids of the services that were seen, by name.</summary>
    public IReadOnlyDictionary<string, string> Services { get; init; } = new Dictionary<string, string>();

    /// <summary>Upstream did not answer.</summary>
    public static Sighting None<T>(BcsResult<T> answer) => new(_ => null) { Trouble = Trouble.Of(answer) ?? new Trouble("NoValue", null) };
}

/// <summary>One of the reads that show what became of a change.</summary>
/// <param name="Read">The read, whose permission somebody needs to learn what it shows.</param>
/// <param name="LookAsync">Makes it, in one upstream call.</param>
internal sealed record CloudView(BcsOperation Read, Func<BcsClient, ChangeCall, CancellationToken, Task<Sighting>> LookAsync)
{
    public const string There = "there";
    public const string Absent = "absent";
    public const string Invited = "invited";
    public const string Member = "agreed:";

    /// <summary>The services of the project: <c>name/{name}</c> and <c>{service}</c>.</summary>
    public static readonly CloudView Services = new(BcsOperations.ListServices, async (client, _, cancellationToken) =>
        await client.ListServicesAsync(cancellationToken) switch
        {
            BcsResult<ServiceList>.Ok ok => OfServices(ok.Value.Blockchains ?? []),
            var answer => Sighting.None(answer),
        });

    /// <summary>One service: <c>{service}/org/{organisation}</c>, the number of its peers.</summary>
    public static readonly CloudView Service = new(BcsOperations.GetService, async (client, call, cancellationToken) =>
        await client.GetServiceAsync(call.Service!, cancellationToken) switch
        {
            BcsResult<ServiceDetail>.Ok { Value: { BasicInfo.Id.Length: > 0 } detail } => OfService(detail.PeerInfo ?? []),
            var answer => Sighting.None(answer),
        });

    /// <summary>The channels of a service: <c>{service}/channel/{channel}</c>, and <c>{service}/org/{organisation}/channel/{channel}</c>, the number of peers in it.</summary>
    public static readonly CloudView Channels = new(BcsOperations.ListChannels, async (client, call, cancellationToken) =>
        await client.ListChannelsAsync(call.Service!, cancellationToken) switch
        {
            BcsResult<ChannelList>.Ok ok => OfChannels(ok.Value.Channels ?? []),
            var answer => Sighting.None(answer),
        });

    /// <summary>Invitations sent and received: <c>{service}/invited/{channel}/{company}</c> and <c>invitation/{inviting service}/{channel}</c>.</summary>
    public static readonly CloudView Invitations = new(BcsOperations.ListNotifications, async (client, _, cancellationToken) =>
        await client.ListNotificationsAsync(cancellationToken) switch
        {
            BcsResult<NotificationList>.Ok ok => Of(ok.Value.Notifications ?? []),
            var answer => Sighting.None(answer),
        });

    /// <summary>What invitations that have been read already show.</summary>
    public static Sighting Of(IReadOnlyList<ConsortiumNotification> all) => new(thing => thing.Split('/') switch
    {
        [var service, "invited", var channel, var company] => StateOfInvited(
            all.Where(i => i.InvitorInfo?.InvitorBcsId == service && i.ChannelName == channel && (i.InviteeInfo?.InviteeName == company || i.InviteeInfo?.InviteeId == company))),
        ["invitation", var service, var channel] => StateOfReceived(all.Where(i => i.InvitorInfo?.InvitorBcsId == service && i.ChannelName == channel)),
        _ => null,
    });

    private static Sighting OfServices(IReadOnlyList<ServiceListItem> all)
    {
        var known = all.Where(s => !string.IsNullOrEmpty(s.Id)).ToList();
        return new Sighting(thing => thing.Split('/') switch
        {
            ["name", var name] => known.Exists(s => s.Name == name) ? There : Absent,
            [var id] => known.Exists(s => s.Id == id) ? There : Absent,
            _ => null,
        })
        {
            Services = known.Where(s => s.Name is not null).GroupBy(s => s.Name!).ToDictionary(g => g.Key, g => g.First().Id!),
        };
    }

    private static Sighting OfService(IReadOnlyList<PeerInfo> organizations) => new(thing => thing.Split('/') is [_, "org", var name]
        ? Count.Text(organizations.FirstOrDefault(o => o.Name == name)?.NodeCnt ?? 0)
        : null);

    private static Sighting OfChannels(IReadOnlyList<Channel> all) => new(thing => thing.Split('/') switch
    {
        [_, "channel", var name] => all.Any(c => c.Name == name) ? There : Absent,
        [_, "org", var organization, "channel", var name] => all.FirstOrDefault(c => c.Name == name) is { } channel
            ? Count.Text(channel.Peers?.GetValueOrDefault(organization)?.Count ?? 0)
            : Absent,
        _ => null,
    });

    private static string StateOfInvited(IEnumerable<ConsortiumNotification> invitations)
    {
        var states = invitations.Select(i => i.Status).ToList();
        return states.Count == 0 ? Absent
            : states.Exists(s => s is InvitationStatuses.Waiting or InvitationStatuses.Agreed) ? Invited
            : states[0] ?? Absent;
    }

    // Of several in different states nobody can say which a change is about.
    private static string? StateOfReceived(IEnumerable<ConsortiumNotification> invitations) => invitations.Select(StateOf).Distinct().ToList() switch
    {
        [] => Absent,
        [var state] => state,
        _ => null,
    };

    // Joining goes on by itself: an invitation that a service joins by has been accepted.
    private static string StateOf(ConsortiumNotification invitation) => invitation switch
    {
        { Status: InvitationStatuses.Waiting or InvitationStatuses.Agreed, InviteeInfo.InviteeBcsId: { Length: > 0 } service } => Member + service,
        { Status: { } status } => status,
        _ => Absent,
    };
}
