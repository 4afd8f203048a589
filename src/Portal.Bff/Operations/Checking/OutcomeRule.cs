using Portal.Contracts.Audit;

namespace Portal.Bff.Operations.Checking;

/// <summary>Everything that one look shows about a call whose outcome is being found out.</summary>
internal sealed record CheckFacts
{
    /// <summary>How the things that it names stand.</summary>
    public StateNow State { get; init; }

    /// <summary>Records that fit and are no other change's.</summary>
    public IReadOnlyList<RecordState> Fitting { get; init; } = [];

    /// <summary>True if no other change may have brought the state about.</summary>
    public bool Alone { get; init; }

    /// <summary>True if no other change may have left the record that fits.</summary>
    public bool OnlyClaimant { get; init; }

    /// <summary>True if its service is seen to do nothing.</summary>
    public bool Idle { get; init; }

    /// <summary>The service that a creation has made, or null.</summary>
    public string? Made { get; init; }

    /// <summary>True if an answer with a status of success came, understood or not.</summary>
    public bool Answered { get; init; }

    /// <summary>True if that answer was understood: the outcome is known, only the operation is looked for.</summary>
    public bool Accepted { get; init; }

    /// <summary>Time since it was sent.</summary>
    public TimeSpan Age { get; init; }
}

/// <summary>What follows from a look. A closed family.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Evidence">One of <see cref="AuditEvidence"/>, or null where the answer itself said so.</param>
    /// <param name="Record">Its operation, or null if that cannot be told.</param>
    internal sealed record Done(string? Evidence, RecordState? Record) : Verdict;

    /// <summary>Neither record nor effect is there, late enough; a second time it is proved that it was not done.</summary>
    internal sealed record Absent : Verdict;

    /// <summary>Nothing follows, yet.</summary>
    internal sealed record Open : Verdict;
}

/// <summary>
/// The one place that decides what became of a call without a clear answer. It was done if the things that it names have the state asked for, had not
/// in a look before, and no other change asked for the same. An operation is its own only if no other fits and nobody else may have started it.
/// </summary>
internal static class OutcomeRule
{
    /// <summary>So long after a call its record may be late. Earlier, absence proves nothing, and a known outcome waits for its operation.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(300);

    public static Verdict Decide(ChangeProof proof, RecordFit records, CheckFacts facts)
    {
        var own = facts is { Fitting: [var record], OnlyClaimant: true } ? record : null;
        var waited = records is RecordFit.None || facts.Age >= Late;
        return facts switch
        {
            { Accepted: true } when own is not null => new Verdict.Done(null, own),
            { Accepted: true } => facts.State is StateNow.AsAsked && waited ? new Verdict.Done(null, null) : new Verdict.Open(),
            { State: StateNow.AsAsked, Alone: true } when own is not null => new Verdict.Done(proof.ByRecord ? AuditEvidence.ByRecord : AuditEvidence.ByState, own),
            { State: StateNow.AsAsked, Alone: true } when waited => new Verdict.Done(AuditEvidence.ByState, null),

            // Once a success was answered, what is not to be seen may still come.
            { State: StateNow.AsBefore, Fitting: [], Idle: true, Answered: false } when facts.Age >= Late => new Verdict.Absent(),
            _ => new Verdict.Open(),
        };
    }
}
