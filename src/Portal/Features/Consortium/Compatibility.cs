using Bcs.Api.Consortium;

using Portal.Contracts.Consortia;
using Portal.Contracts.Services;
using Portal.Design;
using Portal.Model.Services;

namespace Portal.Features.Consortium;

/// <summary>What keeps a service from joining or from inviting, known before the cloud is asked. No reason means that nothing known speaks against it.</summary>
internal static class Compatibility
{
    /// <summary>Most open invitations and members of a channel.</summary>
    public const int MostOfChannel = 5;

    /// <summary>Most companies of a consortium, the inviting one included.</summary>
    public const int MostOfConsortium = 50;

    /// <summary>Most invitations that can wait for one company's answer; further ones are refused to those who send them.</summary>
    public const int MostReceived = 100;

    /// <summary>From so many on, the company is told.</summary>
    public const int ManyReceived = 90;

    private const string Union = "union";
    private const string Normal = "Normal";
    private const string MadeByInvitation = "invite";

    /// <summary>Why a service cannot join by an invitation.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="service">A service of the invited company.</param>
    /// <param name="all">All invitations of that company.</param>
    public static IReadOnlyList<FieldError> ForJoining(InvitationView invitation, ServiceDto service, IEnumerable<InvitationView> all)
    {
        if (service.Detail?.BasicInfo is not { } basic)
        {
            return [new("fit.unread")];
        }

        var inviter = invitation.Source.InvitorInfo;
        var reasons = new List<FieldError>(General(service));
        Differ("fit.version", FabricOf(service, all), invitation.Fabric, v => v);
        Differ("fit.consensus", basic.Consensus, inviter?.InvitorConsensus, ServiceView.Consensus);
        Differ("fit.sign", basic.SignAlgorithm, inviter?.InvitorSignatureAlgorithm, v => v?.ToUpperInvariant());
        if (service.Detail.Channels?.Any(c => c.Name == invitation.Channel) == true)
        {
            reasons.Add(new("fit.channel", invitation.Channel));
        }

        if (basic.DeployType == MadeByInvitation
            && all.FirstOrDefault(i => i.Received && (i.IsMember || i.IsJoining) && i.Source.InviteeInfo?.InviteeBcsId == service.Id && i.InviterService != invitation.InviterService)
                is { } other)
        {
            reasons.Add(new("fit.inviter", other.Company));
        }

        return reasons;

        void Differ(string key, string? mine, string? theirs, Func<string?, string?> show)
        {
            if (!string.IsNullOrEmpty(mine) && !string.IsNullOrEmpty(theirs) && !string.Equals(mine, theirs, StringComparison.OrdinalIgnoreCase))
            {
                reasons.Add(new(key, show(mine), show(theirs)));
            }
        }
    }

    /// <summary>Why a service cannot invite anybody.</summary>
    public static IReadOnlyList<FieldError> ForInviting(ServiceDto service) => service.Detail?.BasicInfo is not { } basic
        ? [new("fit.unread")]
        : [.. General(service), .. basic.DeployType == MadeByInvitation ? (FieldError[])[new("fit.notInviter")] : []];

    /// <summary>The channels of a service that it may invite to: its own, not those that it has joined.</summary>
    public static IReadOnlyList<string> OwnChannels(ServiceDto service, ConsortiumDto consortium) =>
    [
        .. (service.Detail?.Channels ?? []).Select(c => c.Name ?? "")
            .Where(name => name.Length > 0 && !consortium.Invitations.Any(i =>
                i.ChannelName == name && i.InviteeInfo?.InviteeBcsId == service.Id && i.InvitorInfo?.InvitorBcsId != service.Id)),
    ];

    /// <summary>The companies that are members of a channel or invited to it.</summary>
    public static IReadOnlySet<string> Taken(string service, string channel, ConsortiumDto consortium) =>
        Open(consortium).Where(i => i.InvitorInfo?.InvitorBcsId == service && i.ChannelName == channel).Select(i => i.InviteeInfo?.InviteeName ?? "")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The companies of all channels of a service.</summary>
    public static IReadOnlySet<string> TakenBy(string service, ConsortiumDto consortium) =>
        Open(consortium).Where(i => i.InvitorInfo?.InvitorBcsId == service).Select(i => i.InviteeInfo?.InviteeName ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<ConsortiumNotification> Open(ConsortiumDto consortium) =>
        consortium.Invitations.Where(i => i.Status is InvitationStatuses.Waiting or InvitationStatuses.Agreed);

    private static IEnumerable<FieldError> General(ServiceDto service)
    {
        var basic = service.Detail!.BasicInfo!;
        if (!string.Equals(basic.ServiceType, Union, StringComparison.OrdinalIgnoreCase))
        {
            yield return new("fit.type");
        }

        if (!string.IsNullOrEmpty(basic.ProcessStatus))
        {
            yield return new("fit.busy");
        }
        else if (!string.Equals(basic.Status, Normal, StringComparison.OrdinalIgnoreCase))
        {
            yield return new("fit.notNormal");
        }

        // Members reach one another over public addresses; a service without one tells an empty list.
        if (basic.AgentPortalAddrs is { Count: 0 })
        {
            yield return new("fit.eip");
        }
    }

    // The detail of a service does not tell its Fabric version: the invitations it sent or follows do, and so does a consensus that only one version has.
    private static string? FabricOf(ServiceDto service, IEnumerable<InvitationView> all) =>
        all.FirstOrDefault(i => i.Received ? (i.IsMember || i.IsJoining) && i.Source.InviteeInfo?.InviteeBcsId == service.Id : i.InviterService == service.Id)
            ?.Fabric
        ?? service.Detail!.BasicInfo!.Consensus?.ToLowerInvariant() switch
        {
            "etcdraft" => "2.2",
            "solo" or "kafka" => "1.4",
            _ => null,
        };
}
