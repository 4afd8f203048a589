using Bcs.Api.Consortium;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Consortium;

/// <summary>
/// Invites tenants to a channel, 5.2.1. What is wrong with the request refuses all of it; what is wrong with some of the invited ones only
/// these, and the answer says that some were not invited.
/// </summary>
internal static class InviteTenants
{
    /// <summary>Most open invitations and members of a channel.</summary>
    private const int MostOfChannel = 5;

    /// <summary>Most tenants of a consortium, the inviting one included.</summary>
    private const int MostOfConsortium = 50;

    /// <summary>Most invitations that can wait for a tenant's answer.</summary>
    private const int MostNotifications = 100;

    public static Answer Handle(BcsCall call)
    {
        if (call.Read<InviteTenantsRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if (CheckForm(request) is { } malformed)
        {
            return malformed;
        }

        if (call.Tenant.FindService(request.BcsId) is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if ((call.RefuseChange(service) ?? CheckService(service, request.ChannelName!)) is { } refusal)
        {
            return refusal;
        }

        var invited = new List<TenantState>();
        foreach (var name in request.InvitedUserinfo!.Select(i => i.InvitedUser!))
        {
            if (FindTenant(call, name) is not { } tenant || tenant == call.Tenant || invited.Contains(tenant))
            {
                return BcsFaults.Parameter("invited_user", "must name other tenants, each once");
            }

            invited.Add(tenant);
        }

        return CheckLimits(call, service, request.ChannelName!, invited) is { } fault ? fault : Invite(call, service, request, invited);
    }

    /// <summary>A tenant by the name of its account.</summary>
    public static TenantState? FindTenant(BcsCall call, string? name) => call.World.Tenants.FirstOrDefault(t => t.Domain == name || t.DomainId == name);

    private static BcsFault? CheckForm(InviteTenantsRequest request) => request switch
    {
        { BcsId: null or "" } => BcsFaults.Missing("bcs_id"),
        { ChannelName: null or "" } => BcsFaults.Missing("channel_name"),
        { InvitedUserinfo: null or { Count: 0 } } => BcsFaults.Missing("invited_userinfo"),
        { InvitedUserinfo: { } invited } when invited.Any(i => string.IsNullOrEmpty(i?.InvitedUser)) => BcsFaults.Missing("invited_user"),
        _ => null,
    };

    private static BcsFault? CheckService(ServiceState service, string channel) => (service, service.FindChannel(channel)) switch
    {
        ({ IsUnion: false }, _) => BcsFaults.Parameter("bcs_id", "must be a consortium blockchain"),
        (_, null) => BcsFaults.InvalidChannelName,
        (_, { Invitation: not null }) => BcsFaults.NotTheInvitor,
        ({ UseEip: false }, _) => BcsFaults.NoEip,
        _ => null,
    };

    private static BcsFault? CheckLimits(BcsCall call, ServiceState service, string channel, List<TenantState> invited)
    {
        var open = call.World.State.Invitations.Where(i => i.InvitorService == service.Id && i.IsOpen).ToList();
        var ofChannel = open.Where(i => i.Channel == channel).Select(i => i.Invitee);
        if (ofChannel.Union(invited.Select(t => t.Id)).Count() > MostOfChannel)
        {
            return BcsFaults.TooManyInvited;
        }

        var ofConsortium = open.Select(i => i.Invitee).Append(call.Tenant.Id);
        return ofConsortium.Union(invited.Select(t => t.Id)).Count() > MostOfConsortium ? BcsFaults.TooManyTenants : null;
    }

    private static Answer Invite(BcsCall call, ServiceState service, InviteTenantsRequest request, List<TenantState> invited)
    {
        var refusals = new List<BcsFault>();
        foreach (var tenant in invited)
        {
            var earlier = call.World.State.InvitationsOf(service, request.ChannelName!).FirstOrDefault(i => i.Invitee == tenant.Id);
            if (earlier is { IsOpen: true })
            {
                refusals.Add(BcsFaults.AlreadyInvited);
            }
            else if (call.World.State.Invitations.Count(i => i.Invitee == tenant.Id && i.Status == InvitationState.Waiting) >= MostNotifications)
            {
                refusals.Add(BcsFaults.TooManyNotifications);
            }
            else
            {
                if (earlier is not null)
                {
                    call.World.Remove(earlier);
                }

                call.World.Add(new InvitationState
                {
                    Id = call.World.NextName("invitation"),
                    Invitor = call.Tenant.Id,
                    InvitorService = service.Id,
                    InvitorServiceName = service.Name,
                    InvitorUser = string.IsNullOrEmpty(request.InvitorUsername) ? call.Tenant.Domain : request.InvitorUsername,
                    Channel = request.ChannelName!,
                    Invitee = tenant.Id,
                    UpdatedAt = call.Now,
                    TrustedComputing = service.TrustedComputing,
                });
            }
        }

        return refusals.Count switch
        {
            0 => Answer.Ok(new InviteTenantsResponse { Result = "success" }),
            _ when refusals.Count == invited.Count => refusals[0],
            _ => BcsFaults.SomeNotInvited,
        };
    }
}
