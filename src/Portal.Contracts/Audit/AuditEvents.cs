namespace Portal.Contracts.Audit;

/// <summary>
/// Names under which the gateway records what is no call of the cloud's catalogue. Each has its words in the UI
/// (<c>op.&lt;name&gt;</c>), and the audit's filter offers them in this order.
/// </summary>
public static class AuditEvents
{
    /// <summary>A person signed in, or tried to.</summary>
    public const string SignIn = "signIn";

    /// <summary>A person gave the password again within a session, or tried to.</summary>
    public const string SignInAgain = "signInAgain";

    /// <summary>A person signed out.</summary>
    public const string SignOut = "signOut";

    /// <summary>The provider told that a person is signed out there, or somebody who was not believed said so.</summary>
    public const string SignOutByProvider = "signOutByProvider";

    /// <summary>A person ended one of their sessions, or tried to end one that is not theirs.</summary>
    public const string EndSession = "endSession";

    /// <summary>A person ended all of their sessions, or all others.</summary>
    public const string EndSessions = "endSessions";

    /// <summary>A request came from a page of another site.</summary>
    public const string CrossSiteRequest = "crossSiteRequest";

    /// <summary>A path of the gateway that leads to no operation.</summary>
    public const string NotCatalogued = "notCatalogued";

    /// <summary>What was refused to one address in a minute beyond the first entries, counted.</summary>
    public const string CountedRefusals = "countedRefusals";

    /// <summary>An answer was given again for an idempotency key; nothing was sent.</summary>
    public const string ReplayedAnswer = "replayedAnswer";

    /// <summary>Calls of background work in a minute, counted.</summary>
    public const string BackgroundReads = "backgroundReads";

    /// <summary>The log could not be written for a while.</summary>
    public const string AuditInterrupted = "auditInterrupted";

    /// <summary>Somebody read the log.</summary>
    public const string AuditRead = "auditRead";

    /// <summary>A tenant that the configuration no longer names was retired.</summary>
    public const string RetireTenant = "retireTenant";

    /// <summary>A retired tenant was named again.</summary>
    public const string RestoreTenant = "restoreTenant";

    /// <summary>A role that the configuration no longer names was taken away.</summary>
    public const string RetireGrant = "retireGrant";

    /// <summary>The credential of a tenant that had been retired long enough was deleted.</summary>
    public const string DeleteCredential = "deleteCredential";

    /// <summary>Somebody acted on the portal's jobs, or tried to see them.</summary>
    public const string JobsAction = "jobsAction";

    /// <summary>All names, those of people first.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SignIn, SignInAgain, SignOut, SignOutByProvider, EndSession, EndSessions, AuditRead, JobsAction, "readOperations", "readServices", "readCertificates", "readAlarms", "readConsortium", "readNotifications", "readAdministration",
        "saveTemplate", "deleteTemplate", "readTemplates", "keepDraft", "planAcceptance", "cancelAcceptance",
        ReplayedAnswer, CrossSiteRequest, NotCatalogued, CountedRefusals, AuditInterrupted, BackgroundReads,
        RetireTenant, RestoreTenant, RetireGrant, DeleteCredential,
    ];
}
