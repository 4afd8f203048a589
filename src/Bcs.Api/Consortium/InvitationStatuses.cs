namespace Bcs.Api.Consortium;

/// <summary>States of an invitation, as answers and requests name them.</summary>
public static class InvitationStatuses
{
    /// <summary>Waits for an answer, or is being joined.</summary>
    public const string Waiting = "waiting";

    /// <summary>Accepted.</summary>
    public const string Agreed = "agreed";

    /// <summary>Rejected.</summary>
    public const string Rejected = "reject";

    /// <summary>The invited company has left.</summary>
    public const string Quit = "quit";

    /// <summary>The inviting company has ended the membership.</summary>
    public const string Released = "released";

    /// <summary>True while the cloud joins the invited service to the channel.</summary>
    public static bool IsJoining(ConsortiumNotification invitation) => invitation is { Status: Waiting, InviteeInfo.InviteeBcsId.Length: > 0 };
}
