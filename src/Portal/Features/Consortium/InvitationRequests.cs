using Bcs.Api.Consortium;

using Portal.Contracts.Services;

namespace Portal.Features.Consortium;

/// <summary>The requests that answer, take back and end invitations, 5.2.2, 5.2.5 and 5.2.6.</summary>
internal static class InvitationRequests
{
    /// <summary>Joins with organisations of a service.</summary>
    public static ProcessInvitationRequest Accept(InvitationView invitation, ServiceDto service, IEnumerable<string> organizations) => new()
    {
        ChannelName = invitation.Channel,
        Status = InvitationStatuses.Agreed,
        InvitorInfo = Inviter(invitation),
        InviteeInfo = new()
        {
            InviteeBcsId = service.Id, InviteeBcsName = service.Name, InviteeProjectId = invitation.Source.InviteeInfo?.InviteeProjectId,
            InviteeUserId = invitation.Source.InviteeInfo?.InviteeId,
        },
        InvitedOrgs = [.. organizations.Select(o => new InvitedOrganization { Name = o })],
    };

    /// <summary>Says no.</summary>
    public static ProcessInvitationRequest Reject(InvitationView invitation) => new()
    {
        ChannelName = invitation.Channel, Status = InvitationStatuses.Rejected, InvitorInfo = Inviter(invitation),
    };

    /// <summary>Takes an invitation back, or removes the entry of one that is over.</summary>
    public static DeleteInvitationRequest Delete(InvitationView invitation) => new()
    {
        BcsId = invitation.InviterService,
        ChannelName = invitation.Channel,
        InvitedUserinfo =
        [
            new()
            {
                InvitedUser = invitation.Source.InviteeInfo?.InviteeName, Status = invitation.Source.Status,
                InvitedBcsId = invitation.Source.InviteeInfo?.InviteeBcsId is { Length: > 0 } id ? id : null,
            },
        ],
    };

    /// <summary>Ends one's own membership.</summary>
    public static ExitConsortiumRequest Leave(InvitationView invitation) => new()
    {
        InviterBcsid = invitation.InviterService,
        InviterProjectid = invitation.Source.InvitorInfo?.InvitorProjectId,
        InviterDomainid = invitation.Source.InvitorInfo?.InvitorId,
        InviterUsername = invitation.Source.InvitorInfo?.InvitorName,
        ChannelName = invitation.Channel,
        InviteeBcsid = invitation.Source.InviteeInfo?.InviteeBcsId,
        InviteeProjectid = invitation.Source.InviteeInfo?.InviteeProjectId,
        InviteeDomainid = invitation.Source.InviteeInfo?.InviteeId,
    };

    private static InvitationInvitor Inviter(InvitationView invitation) => new()
    {
        InvitorBcsId = invitation.InviterService,
        InvitorBcsName = invitation.Source.InvitorInfo?.InvitorBcsName,
        InvitorProjectId = invitation.Source.InvitorInfo?.InvitorProjectId,
        InvitorUserId = invitation.Source.InvitorInfo?.InvitorId,
    };
}
