using Bcs.Api.Consortium;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Consortium;

/// <summary>Cancels invitations that wait and deletes those that are over, 5.2.5: all that the request names, or none.</summary>
internal static class DeleteInvitation
{
    private static readonly string[] Deletable = [InvitationState.Quit, InvitationState.Waiting, InvitationState.Rejected, InvitationState.Released];

    public static Answer Handle(BcsCall call)
    {
        if (call.Read<DeleteInvitationRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if (CheckForm(request) is { } malformed)
        {
            return malformed;
        }

        var own = call.World.State.Invitations.Where(i => i.Invitor == call.Tenant.Id && i.InvitorService == request.BcsId).ToList();
        if (own.Count == 0 && call.Tenant.FindService(request.BcsId) is null)
        {
            return BcsFaults.ServiceUnknown;
        }

        var deleted = new List<InvitationState>();
        foreach (var asked in request.InvitedUserinfo!)
        {
            var invitee = InviteTenants.FindTenant(call, asked.InvitedUser);
            if (own.Find(i => i.Channel == request.ChannelName && i.Invitee == invitee?.Id) is not { } invitation)
            {
                return BcsFaults.NotificationUnknown;
            }

            if (Check(invitation, asked) is { } fault)
            {
                return fault;
            }

            deleted.Add(invitation);
        }

        deleted.ForEach(call.World.Remove);
        return Answer.Ok(new DeleteInvitationResponse { Result = "success" });
    }

    private static BcsFault? CheckForm(DeleteInvitationRequest request) => request switch
    {
        { BcsId: null or "" } => BcsFaults.Missing("bcs_id"),
        { ChannelName: null or "" } => BcsFaults.Missing("channel_name"),
        { InvitedUserinfo: null or { Count: 0 } } => BcsFaults.Missing("invited_userinfo"),
        { InvitedUserinfo: { } invited } when invited.Any(i => string.IsNullOrEmpty(i?.InvitedUser)) => BcsFaults.Missing("invited_user"),
        { InvitedUserinfo: { } invited } when invited.Any(i => i.Status is { Length: > 0 } status && !Deletable.Contains(status)) => BcsFaults.InvitationStatus,
        _ => null,
    };

    private static BcsFault? Check(InvitationState invitation, InvitationToDelete asked)
    {
        if (invitation.Status == InvitationState.Agreed || invitation.IsJoining)
        {
            return BcsFaults.StillMember;
        }

        if (asked.Status is { Length: > 0 } status && status != invitation.Status)
        {
            return BcsFaults.InvitationStatus;
        }

        // Of who had joined, or was released, the request has to say which entry it means.
        var hadJoined = invitation.Status is InvitationState.Quit or InvitationState.Released;
        return asked switch
        {
            { Status: null or "" } when hadJoined => BcsFaults.Missing("status"),
            { InvitedBcsId: null or "" } when hadJoined && invitation.InviteeService is not null => BcsFaults.Missing("invited_bcs_id"),
            { InvitedBcsId: { Length: > 0 } id } when invitation.InviteeService is { } joined && id != joined => BcsFaults.Parameter("invited_bcs_id", "must be the service that had joined"),
            _ => null,
        };
    }
}
