using Portal.Bff.Operations.Checking;
using Portal.Contracts;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <content>A call without a clear outcome, from <c>checking</c> to what it turned out to be.</content>
internal sealed partial class TrackedOperation
{
    /// <summary>As <see cref="Answer"/>: a success was answered, but not so that it could be understood.</summary>
    public const string Unintelligible = "unclear";

    /// <summary>As <see cref="Answer"/>: a success was answered, without the id of its operation.</summary>
    public const string Understood = "accepted";

    /// <summary>Number of the intent in its audit sequence; 0 where nothing is being found out.</summary>
    public long IntentSeq { get; private init; }

    /// <summary>Redacted body of the call, with what was seen before it was sent.</summary>
    public string? Request { get; private init; }

    /// <summary>Newest of upstream's records when the call became unclear, by upstream's clock; older ones cannot be it.</summary>
    public long? SeenTo { get; private init; }

    /// <summary>When upstream was last asked what became of the call.</summary>
    public DateTimeOffset? CheckedAt { get; private set; }

    /// <summary>How often in a row neither record nor resource was there.</summary>
    public int Absences { get; private set; }

    /// <summary>What is known of the answer: null if none with a status of success came.</summary>
    public string? Answer { get; private init; }

    /// <summary>What it rests on that it was done: one of <see cref="Contracts.Audit.AuditEvidence"/>; null if it was not found out, or the answer said so.</summary>
    public string? Evidence { get; private set; }

    /// <summary>The operation it turned out to be.</summary>
    public string? BecameId { get; private set; }

    /// <summary>False while the outcome still has to be recorded in the audit.</summary>
    public bool OutcomeRecorded { get; private set; } = true;

    /// <summary>What the call names.</summary>
    public ChangeCall Named => new(Operation!, BlockchainId, null, Request);

    /// <summary>A call whose outcome has to be found out.</summary>
    public static TrackedOperation Unclear(UnclearCall call, string? blockchainName, long? seenTo, DateTimeOffset now)
    {
        var operation = new TrackedOperation
        {
            Tenant = call.Tenant, Id = CheckPrefix + call.Intent.Id, Operation = call.Operation, RequestedBy = call.RequestedBy, RequesterId = call.RequesterId,
            AuditId = call.Intent.Id, IntentSeq = call.Intent.Seq, Request = call.Request, BlockchainId = call.BlockchainId,
            BlockchainName = blockchainName, StartedAt = call.SentAt, SeenAt = now, SeenTo = seenTo, Answer = call.Answer,
            Status = OperationStatuses.Checking,
        };
        operation.Raise(now, [new OperationChange(null, null, OperationStatuses.Checking, null)]);
        return operation;
    }

    /// <summary>It was this operation. The old id stays as another name of it.</summary>
    public void Become(TrackedOperation operation, string? evidence, DateTimeOffset now)
    {
        (BecameId, Evidence) = (operation.Id, evidence);
        BlockchainId ??= operation.BlockchainId;
        BlockchainName ??= operation.BlockchainName;
        Settle(operation.Status, now);
    }

    /// <summary>What it was to do is done, and which operation did it cannot be told.</summary>
    public void Finish(string? evidence, string? made, DateTimeOffset now)
    {
        Evidence = evidence;
        BlockchainId ??= made;
        Settle(OperationStatuses.Finished, now);
    }

    /// <summary>
    /// Neither record nor effect was there, long enough after the call. Twice proves that upstream never did it.
    /// </summary>
    /// <param name="now">When it was looked: the same look counts once, however often it is noted.</param>
    public void NoteAbsent(DateTimeOffset now)
    {
        if (Absences > 0 && CheckedAt == now)
        {
            return;
        }

        Absences++;
        CheckedAt = now;
        if (Absences < 2)
        {
            return;
        }

        ErrorCode = ProblemCodes.NotDone;
        ErrorMessage = "The cloud never did it; it is safe to send it again.";
        Settle(OperationStatuses.Failed, now);
    }

    /// <summary>Nothing was proven this time.</summary>
    public void NoteUndecided(DateTimeOffset now) => (Absences, CheckedAt) = (0, now);

    /// <summary>It could not be found out; somebody has to look by hand.</summary>
    public void GiveUp(DateTimeOffset now) => Settle(OperationStatuses.Unknown, now);

    /// <summary>The audit has the outcome.</summary>
    public void NoteOutcomeRecorded() => OutcomeRecorded = true;

    /// <summary>The audit turned out not to have the outcome.</summary>
    public void NoteOutcomeMissing() => OutcomeRecorded = false;

    private void Settle(string status, DateTimeOffset now)
    {
        CheckedAt = now;
        OutcomeRecorded = false;
        MoveTo(status, now);
        Raise(now, [new OperationChange(null, null, status, ErrorMessage)]);
    }
}
