namespace Bcs.Api.Client;

/// <summary>What became of a call. A closed family: callers switch on all three.</summary>
/// <typeparam name="T">The answer.</typeparam>
public abstract record BcsResult<T>
{
    private BcsResult()
    {
    }

    /// <summary>Upstream did it.</summary>
    /// <param name="Value">The answer; an empty body gives an answer without values.</param>
    /// <param name="AuditId">Audit record of the call, if it went through the portal's gateway.</param>
    public sealed record Ok(T Value, string? AuditId) : BcsResult<T>;

    /// <summary>Upstream or the gateway said no, and nothing was done.</summary>
    /// <param name="Error">What it said.</param>
    public sealed record Refused(BcsError Error) : BcsResult<T>;

    /// <summary>
    /// There was no complete, understandable answer: no connection, a time-out, a cut body, a 5xx without a code, or no JSON.
    /// For a change that means that it may have happened.
    /// </summary>
    /// <param name="Reason">What was seen instead.</param>
    /// <param name="Status">HTTP status, if one arrived.</param>
    public sealed record Unclear(string Reason, int? Status) : BcsResult<T>;
}
