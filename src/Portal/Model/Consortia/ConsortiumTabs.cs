namespace Portal.Model.Consortia;

/// <summary>What the page of the consortium shows, by its name in the address; all invitations have none.</summary>
internal static class ConsortiumTabs
{
    /// <summary>Invitations that wait for this company.</summary>
    public const string Mine = "mine";

    /// <summary>Invitations of others to this company.</summary>
    public const string Received = "received";

    /// <summary>Invitations of this company to others.</summary>
    public const string Sent = "sent";

    /// <summary>Members of the channels.</summary>
    public const string Members = "members";

    /// <summary>All of them in their order.</summary>
    public static IReadOnlyList<string?> All { get; } = [null, Mine, Received, Sent, Members];
}
