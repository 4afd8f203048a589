using Bcs.Api.Catalogue;
using Bcs.Api.Consortium;

namespace Bcs.Api.Client;

/// <content>Calls about consortia.</content>
public sealed partial class BcsClient
{
    /// <summary>Invites tenants to a channel, 5.2.1.</summary>
    public Task<BcsResult<InviteTenantsResponse>> InviteTenantsAsync(InviteTenantsRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<InviteTenantsResponse>(new BcsCall(BcsOperations.InviteTenants) { Body = request }, cancellationToken);

    /// <summary>Accepts or rejects an invitation, 5.2.2. An acceptance goes on after the answer; it shows in the operation records.</summary>
    public Task<BcsResult<ProcessInvitationResponse>> ProcessInvitationAsync(
        ProcessInvitationRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ProcessInvitationResponse>(new BcsCall(BcsOperations.ProcessInvitation) { Body = request }, cancellationToken);

    /// <summary>Lists invitations sent and received, 5.2.3.</summary>
    public Task<BcsResult<NotificationList>> ListNotificationsAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<NotificationList>(new BcsCall(BcsOperations.ListNotifications), cancellationToken);

    /// <summary>Lists the members of the consortia, 5.2.4.</summary>
    public Task<BcsResult<MemberList>> ListMembersAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<MemberList>(new BcsCall(BcsOperations.ListMembers), cancellationToken);

    /// <summary>Cancels invitations or deletes former members' entries, 5.2.5. A DELETE with a body.</summary>
    public Task<BcsResult<DeleteInvitationResponse>> DeleteInvitationAsync(
        DeleteInvitationRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<DeleteInvitationResponse>(new BcsCall(BcsOperations.DeleteInvitation) { Body = request }, cancellationToken);

    /// <summary>Leaves a consortium, 5.2.6.</summary>
    public Task<BcsResult<ExitConsortiumResponse>> ExitConsortiumAsync(
        ExitConsortiumRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ExitConsortiumResponse>(new BcsCall(BcsOperations.ExitConsortium) { Body = request }, cancellationToken);
}
