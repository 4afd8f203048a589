namespace Portal.Features.Consortium;

/// <summary>Codes of the cloud about invitations that say what is wrong with what.</summary>
internal static class InvitationCodes
{
    // The invitation is not what it was: gone, answered, being accepted, over.
    private static readonly string[] Moved = ["BCS.4001036", "BCS.4001040", "BCS.4001044", "BCS.4006003", "BCS.4006041"];

    // The chosen service does not fit, is busy, asleep or gone, or has no public address.
    private static readonly string[] OfService = ["BCS.4001011", "BCS.4001020", "BCS.4001025", "BCS.4001196", "BCS.4001234", "BCS.4001999", "BCS.4006007"];

    /// <summary>A value that the cloud does not take: in an invitation that the form has checked, a company that it does not know.</summary>
    public const string Parameter = "BCS.4006014";

    private const string OfOrganizations = "BCS.4001245";

    /// <summary>True if somebody was faster.</summary>
    public static bool IsMoved(string? code) => Moved.Contains(code);

    /// <summary>True if another service may do.</summary>
    public static bool IsService(string? code) => OfService.Contains(code);

    /// <summary>True if other organisations may do.</summary>
    public static bool IsOrganizations(string? code) => code is OfOrganizations;
}
