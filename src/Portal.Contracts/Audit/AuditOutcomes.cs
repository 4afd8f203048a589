namespace Portal.Contracts.Audit;

/// <summary>Outcomes of an audit record.</summary>
public static class AuditOutcomes
{
    /// <summary>The intent is recorded, the outcome is not.</summary>
    public const string Pending = "pending";

    /// <summary>Done.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>Upstream or the portal answered with an error.</summary>
    public const string Failed = "failed";

    /// <summary>Refused before upstream heard of it.</summary>
    public const string Denied = "denied";

    /// <summary>A read whose caller went away before the answer was there.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>It could not be found out what happened.</summary>
    public const string Unknown = "unknown";
}
