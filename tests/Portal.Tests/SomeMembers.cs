using Bcs.Api.Channels;
using Bcs.Api.Consortium;
using Bcs.Api.Services;

using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;

namespace Portal.Tests;

/// <summary>Who belongs to a service, as the cloud answers it.</summary>
internal static class SomeMembers
{
    public const string Service = "service-1";

    /// <summary>Members with so many peers for each organisation, and channels with so many of these.</summary>
    public static ServiceMembers Of(
        (string Name, int Peers)[] organizations, params (string Channel, (string Organization, int Peers)[] In)[] channels) =>
        ServiceMembers.From(Service, Peers(organizations, channels), Channels(channels), null);

    /// <summary>The answer of 5.1.16.</summary>
    public static PeerList Peers((string Name, int Peers)[] organizations, params (string Channel, (string Organization, int Peers)[] In)[] channels) => new()
    {
        NodeOrgs = organizations.ToDictionary(o => o.Name, o => new OrganizationPeers
        {
            OrgMspId = o.Name + "MSP",
            OrgDomain = $"peer-{o.Name}.default.svc.cluster.local",
            Peers = Enumerable.Range(0, o.Peers).ToDictionary(i => Peer(o.Name, i), i => new PeerNode
            {
                IpPort = $"10.0.0.1:{30605 + i}",
                Channels = [.. channels.Where(c => c.In.Any(m => m.Organization == o.Name && m.Peers > i)).Select(c => c.Channel)],
            }),
        }),
    };

    /// <summary>The answer of 5.1.6.</summary>
    public static ChannelList Channels(params (string Channel, (string Organization, int Peers)[] In)[] channels) => new()
    {
        Channels = [.. channels.Select(c => new Channel
        {
            Name = c.Channel, Consensus = "etcdraft", CreateTime = "2026-07-01T08:00:00Z",
            Peers = c.In.ToDictionary(m => m.Organization, m => (IReadOnlyList<string>)[.. Enumerable.Range(0, m.Peers).Select(i => Peer(m.Organization, i))]),
        })],
    };

    /// <summary>An invitation that this service accepted for a channel.</summary>
    public static NotificationList Accepted(string channel, string service = Service) => new()
    {
        Notifications = [new ConsortiumNotification { ChannelName = channel, Status = "agreed", InviteeInfo = new NotificationInvitee { InviteeBcsId = service } }],
    };

    /// <summary>The context of a dialog.</summary>
    public static ChangeContext Context(ServiceDto service, ServiceMembers? members = null, bool gone = false) => new(
        new TenantDto(PortalContext.Tenant, "Harbor Logistics", "project-1", [], []), service, gone, members, () => Task.FromResult((members, (ProblemView?)null)));

    private static string Peer(string organization, int index) => $"peer-{organization}-{index}";
}
