using Bcs.Api.Consortium;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;
using Bcs.Sandbox.Services;

namespace Bcs.Sandbox.Consortium;

/// <summary>Accepts or rejects an invitation, 5.2.2. The answer comes at once, joining takes an operation of its own.</summary>
internal static class ProcessInvitation
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Read<ProcessInvitationRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if (CheckForm(request) is { } malformed)
        {
            return malformed;
        }

        var invitor = request.InvitorInfo!;
        var invitation = call.World.State.Invitations.FirstOrDefault(i =>
            i.Invitee == call.Tenant.Id && i.Channel == request.ChannelName && i.InvitorService == invitor.InvitorBcsId
            && i.InvitorServiceName == invitor.InvitorBcsName
            && call.World.FindTenant(i.Invitor) is { } tenant && tenant.ProjectId == invitor.InvitorProjectId && tenant.DomainId == invitor.InvitorUserId);
        if (invitation is null)
        {
            return BcsFaults.NotificationUnknown;
        }

        return request.Status == InvitationState.Agreed ? Accept(call, request, invitation) : Reject(call, invitation);
    }

    private static BcsFault? CheckForm(ProcessInvitationRequest request) => request switch
    {
        { ChannelName: null or "" } => BcsFaults.Missing("channel_name"),
        { Status: null or "" } => BcsFaults.Missing("status"),
        { Status: not (InvitationState.Agreed or InvitationState.Rejected) } => BcsFaults.InvitationStatus,
        { InvitorInfo: null or { InvitorBcsId: null or "" } or { InvitorBcsName: null or "" } or { InvitorProjectId: null or "" } or { InvitorUserId: null or "" } } =>
            BcsFaults.Missing("invitor_info"),
        { Status: InvitationState.Rejected } => null,
        { InviteeInfo: null or { InviteeBcsId: null or "" } or { InviteeBcsName: null or "" } or { InviteeProjectId: null or "" } or { InviteeUserId: null or "" } } =>
            BcsFaults.Missing("invitee_info"),
        { InvitedOrgs: null or { Count: 0 } } => BcsFaults.Missing("invited_orgs"),
        { InvitedOrgs: { } organizations } when organizations.Any(o => string.IsNullOrEmpty(o?.Name)) => BcsFaults.Missing("invited_orgs.name"),
        { InvitedOrgs: { } organizations } when organizations.DistinctBy(o => o.Name).Count() < organizations.Count =>
            BcsFaults.Parameter("invited_orgs.name", "must be different"),
        _ => null,
    };

    private static Answer Reject(BcsCall call, InvitationState invitation)
    {
        if (invitation is not { Status: InvitationState.Waiting, IsJoining: false })
        {
            return BcsFaults.NotDeclined;
        }

        invitation.Status = InvitationState.Rejected;
        invitation.UpdatedAt = call.Now;
        call.World.Changed();
        return Done;
    }

    private static Answer Accept(BcsCall call, ProcessInvitationRequest request, InvitationState invitation)
    {
        if (invitation.IsJoining)
        {
            return BcsFaults.BeingAccepted;
        }

        if (invitation.Status != InvitationState.Waiting)
        {
            return BcsFaults.InvitationStatus;
        }

        var invitee = request.InviteeInfo!;
        if (invitee.InviteeProjectId != call.Tenant.ProjectId || invitee.InviteeUserId != call.Tenant.DomainId)
        {
            return BcsFaults.Parameter("invitee_info", "must be the caller's project and account");
        }

        if (call.Tenant.FindService(invitee.InviteeBcsId) is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (service.Name != invitee.InviteeBcsName)
        {
            return BcsFaults.Parameter("invitee_bcs_name", "must be the name of the service");
        }

        var organizations = request.InvitedOrgs!.Select(o => service.FindOrganization(o.Name)).OfType<OrganizationState>().ToList();
        if (organizations.Count < request.InvitedOrgs!.Count)
        {
            return BcsFaults.Organization(request.InvitedOrgs.First(o => service.FindOrganization(o.Name) is null).Name);
        }

        if ((call.RefuseChange(service) ?? CheckFit(call, service, invitation)) is { } fault)
        {
            return fault;
        }

        invitation.IsJoining = true;
        invitation.InviteeService = service.Id;
        invitation.InviteeServiceName = service.Name;
        invitation.Organizations = organizations;
        invitation.UpdatedAt = call.Now;
        call.Begin(service, OperationKind.JoinConsortium, p => p.JoinConsortium(invitation.Channel, organizations), o =>
        {
            o.Channel = invitation.Channel;
            o.Organizations = organizations;
            o.Invitation = invitation.Id;
        });
        return Done;
    }

    private static BcsFault? CheckFit(BcsCall call, ServiceState service, InvitationState invitation)
    {
        if (call.World.State.FindService(invitation.Invitor, invitation.InvitorService) is not { } invitor || invitor.FindChannel(invitation.Channel) is null)
        {
            return BcsFaults.NotificationUnknown;
        }

        if (InviteeRules.Differences(service, invitor).FirstOrDefault() is { } field)
        {
            return BcsFaults.NotAccepted($"{field} must be the same as that of the inviting party.");
        }

        if (service.FindChannel(invitation.Channel) is not null)
        {
            return BcsFaults.NotAccepted($"The service already has a channel {invitation.Channel}.");
        }

        return (service, invitor) switch
        {
            ({ UseEip: false }, _) => BcsFaults.NoEip,
            (_, { CurrentOperation: not null }) => BcsFaults.ConsortiumBusy,
            (_, { Status: not ServiceState.Normal }) => BcsFaults.NotAccepted("The service of the inviting party is not running."),
            _ => null,
        };
    }

    private static Answer Done => Answer.Ok(new ProcessInvitationResponse { Result = "success" });
}
