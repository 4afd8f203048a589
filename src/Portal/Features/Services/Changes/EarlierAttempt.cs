using Portal.Contracts;

namespace Portal.Features.Services.Changes;

/// <summary>What an answer to a change tells of an earlier attempt under the same idempotency key. The only place that decides when a form needs a new key.</summary>
public static class EarlierAttempt
{
    /// <summary>
    /// True if a refusal leaves open what became of an earlier attempt: the next one has to be the same request, or what was sent may be made twice.
    /// </summary>
    public static bool StaysOpen(string code) => code is
        ProblemCodes.IdempotencyBusy or ProblemCodes.OutcomeUnknown or ProblemCodes.AuditUnavailable or ProblemCodes.StorageUnavailable
        or ProblemCodes.Internal or ProblemCodes.SessionRequired or ProblemCodes.TooManyRequests;
}
