using Bcs.Api.Catalogue;

using Portal.Model.Services;

namespace Portal.Features.Consortium;

/// <summary>What can be done with an invitation.</summary>
public enum InvitationAction
{
    /// <summary>Join the channel.</summary>
    Accept,

    /// <summary>Say no.</summary>
    Reject,

    /// <summary>Take a sent invitation back.</summary>
    Withdraw,

    /// <summary>Remove the entry of one that is over.</summary>
    Delete,

    /// <summary>End one's own membership.</summary>
    Leave,

    /// <summary>End the membership of an invited company.</summary>
    Release,
}

/// <summary>Which actions an invitation allows, and what each needs.</summary>
internal static class InvitationActions
{
    /// <summary>What can be done now, the first being what most people want.</summary>
    public static IReadOnlyList<InvitationAction> Of(InvitationView invitation) => invitation switch
    {
        { Turn: Turn.Cloud or Turn.Portal } => [],
        { Received: true, IsWaiting: true } => [InvitationAction.Accept, InvitationAction.Reject],
        { Received: true, IsMember: true } => [InvitationAction.Leave],
        { Received: false, IsWaiting: true } => [InvitationAction.Withdraw],
        { Received: false, IsMember: true } => [InvitationAction.Release],
        { Received: false } => [InvitationAction.Delete],
        _ => [],
    };

    /// <summary>Where it is done: a member is released by removing its organisations from the channel, everything else by a dialog over the invitations.</summary>
    public static string Url(InvitationAction action, InvitationView invitation, string tenant, string? show = null) => action is InvitationAction.Release
        ? PortalUrls.ServiceChange(
            tenant, invitation.InviterService, ServiceChanges.RemoveOrganizations, ServiceTabs.Channels, invitation.Channel, invitation.Source.InviteeOrgs is [var first, ..] ? first.Name : null)
        : PortalUrls.Answer(tenant, action.ToString(), invitation.Key, show);

    /// <summary>The call behind an action.</summary>
    public static BcsOperation Operation(InvitationAction action) => action switch
    {
        InvitationAction.Accept or InvitationAction.Reject => BcsOperations.ProcessInvitation,
        InvitationAction.Leave => BcsOperations.ExitConsortium,
        InvitationAction.Release => BcsOperations.RemoveOrganizationsFromChannel,
        _ => BcsOperations.DeleteInvitation,
    };
}
