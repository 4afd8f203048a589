namespace Bcs.Sandbox.Pipeline;

/// <summary>Refusals around invitations and membership.</summary>
internal static partial class BcsFaults
{
    public static readonly BcsFault NotTheInvitor = new(400, "BCS.4001032", "You do not have the required permission.");
    public static readonly BcsFault NotificationUnknown = new(400, "BCS.4001036", "Operation failed. The notification does not exist. Refresh the page.");
    public static readonly BcsFault NotDeclined = new(400, "BCS.4001040", "Failed to decline the invitation for joining a channel. Refresh the page and check the invitation status later.");
    public static readonly BcsFault BeingAccepted = new(400, "BCS.4001044", "Failed to accept the invitation. The acceptance is being processed. Refresh the page and check the invitation status later.");
    public static readonly BcsFault TooManyTenants = new(400, "BCS.4001062", "The maximum number of tenants that can be invited has been reached.");
    public static readonly BcsFault TooManyNotifications = new(400, "BCS.4001063", "The maximum number of invitation notifications that can be received has been reached.");
    public static readonly BcsFault InvitationStatus = new(400, "BCS.4006003", "Invalid Parameter notification status");
    public static readonly BcsFault NoEip = new(400, "BCS.4006007", "Failed to submit the request because no EIP is bound to the CCE cluster or the EIP fails to be queried.");
    public static readonly BcsFault AlreadyInvited = new(400, "BCS.4006025", "Invitation failed because the tenant has already been invited or the etcd connection is abnormal.");
    public static readonly BcsFault SomeNotInvited = new(400, "BCS.4006026", "Some invitations failed because the etcd connection is abnormal.");
    public static readonly BcsFault StillMember = new(400, "BCS.4006041", "Failed to delete the notification because finished notifications cannot be deleted.");
    public static readonly BcsFault TooManyInvited = new(400, "BCS.4009103", "The maximum number (5) of invited members in the channel has been reached.");

    private const string JoinCode = "BCS.4001999";

    /// <summary>A service that cannot join.</summary>
    public static BcsFault NotAccepted(string reason) => new(400, JoinCode, $"Failed to accept the invitation. {reason}");
}
