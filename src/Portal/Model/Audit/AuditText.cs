using Portal.Contracts.Audit;
using Portal.Design;

namespace Portal.Model.Audit;

/// <summary>How audit records are put into words.</summary>
internal static class AuditText
{
    /// <summary>All outcomes, the common ones first.</summary>
    public static IReadOnlyList<string> Outcomes { get; } =
        [AuditOutcomes.Succeeded, AuditOutcomes.Failed, AuditOutcomes.Denied, AuditOutcomes.Cancelled, AuditOutcomes.Pending, AuditOutcomes.Unknown];

    /// <summary>Shape, colour and word of an outcome.</summary>
    public static Status Outcome(string outcome) => outcome switch
    {
        AuditOutcomes.Succeeded => new(StatusKind.Good, "outcome.succeeded"),
        AuditOutcomes.Failed => new(StatusKind.Bad, "outcome.failed"),
        AuditOutcomes.Denied => new(StatusKind.Warning, "outcome.denied"),
        AuditOutcomes.Cancelled => new(StatusKind.Stopped, "outcome.cancelled"),
        AuditOutcomes.Pending => new(StatusKind.Busy, "outcome.pending"),
        AuditOutcomes.Unknown => new(StatusKind.Unknown, "outcome.unknown"),
        _ => new(StatusKind.Unknown, outcome),
    };
}
