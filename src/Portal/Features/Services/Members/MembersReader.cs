using Bcs.Api.Catalogue;
using Bcs.Api.Channels;
using Bcs.Api.Client;
using Bcs.Api.Consortium;
using Bcs.Api.Services;

using Portal.Access;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Resources;

namespace Portal.Features.Services.Members;

/// <summary>Reads who belongs to a service, from the cloud itself.</summary>
internal static class MembersReader
{
    public static async Task<(ServiceMembers? Members, ProblemView? Problem)> ReadAsync(
        BffHttp bff, Texts texts, TenantDto tenant, string service, CancellationToken cancellationToken)
    {
        var peers = bff.CallAsync(tenant, c => c.ListPeersAsync(service, cancellationToken));
        var channels = bff.CallAsync(tenant, c => c.ListChannelsAsync(service, cancellationToken));
        var invitations = tenant.Can(BcsOperations.ListNotifications.Action)
            ? bff.CallAsync(tenant, c => c.ListNotificationsAsync(cancellationToken))
            : null;
        var (listed, found) = (await peers, await channels);
        var invited = invitations is null ? null : await invitations as BcsResult<NotificationList>.Ok;
        return (listed, found) is (BcsResult<PeerList>.Ok { Value: var nodes }, BcsResult<ChannelList>.Ok { Value: var list })
            ? (ServiceMembers.From(service, nodes, list, invited?.Value), null)
            : (null, ProblemView.From(texts, listed) ?? ProblemView.From(texts, found));
    }
}
