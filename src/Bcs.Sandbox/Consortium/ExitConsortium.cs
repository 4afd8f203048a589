using Bcs.Api.Consortium;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Consortium;

/// <summary>Leaves a consortium, 5.2.6: the invited party gives up its membership of one channel.</summary>
internal static class ExitConsortium
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Read<ExitConsortiumRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if (CheckForm(call, request) is { } malformed)
        {
            return malformed;
        }

        if (call.Tenant.FindService(request.InviteeBcsid) is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (Find(call, request) is not { } invitation)
        {
            return BcsFaults.NotificationUnknown;
        }

        if (invitation.Status != InvitationState.Agreed || invitation.InviteeService != service.Id)
        {
            return BcsFaults.InvitationStatus;
        }

        if (call.RefuseChange(service) is { } refusal)
        {
            return refusal;
        }

        var id = call.Begin(service, OperationKind.QuitConsortium, p => p.QuitConsortium(invitation.Channel, invitation.Organizations), o =>
        {
            o.Channel = invitation.Channel;
            o.Invitation = invitation.Id;
        });
        return Answer.Ok(new ExitConsortiumResponse { Result = "success", OperationId = id });
    }

    private static BcsFault? CheckForm(BcsCall call, ExitConsortiumRequest request)
    {
        (string Name, string? Value)[] fields =
        [
            ("inviter_bcsid", request.InviterBcsid), ("inviter_projectid", request.InviterProjectid), ("inviter_domainid", request.InviterDomainid),
            ("inviter_username", request.InviterUsername), ("channel_name", request.ChannelName), ("invitee_bcsid", request.InviteeBcsid),
            ("invitee_projectid", request.InviteeProjectid), ("invitee_domainid", request.InviteeDomainid),
        ];
        if (fields.FirstOrDefault(f => string.IsNullOrEmpty(f.Value)) is { Name: { } missing })
        {
            return BcsFaults.Missing(missing);
        }

        return (request.InviteeProjectid == call.Tenant.ProjectId, request.InviteeDomainid == call.Tenant.DomainId) switch
        {
            (false, _) => BcsFaults.Parameter("invitee_projectid", "must be the caller's project"),
            (_, false) => BcsFaults.Parameter("invitee_domainid", "must be the caller's account"),
            _ => null,
        };
    }

    private static InvitationState? Find(BcsCall call, ExitConsortiumRequest request) => call.World.State.Invitations.FirstOrDefault(i =>
        i.Invitee == call.Tenant.Id && i.Channel == request.ChannelName && i.InvitorService == request.InviterBcsid
        && call.World.FindTenant(i.Invitor) is { } tenant && tenant.ProjectId == request.InviterProjectid && tenant.DomainId == request.InviterDomainid
        && (request.InviterUsername == tenant.Domain || request.InviterUsername == i.InvitorUser));
}
