namespace Bcs.Api.Client;

/// <summary>What became of a call. A closed family: callers switch on all four.</summary>
/// <typeparam name="T">The answer.</typeparam>
public abstract record BcsResult<T>
{
    private BcsResult()
    {
    }

    /// <summary>The same with another answer.</summary>
    /// <param name="map">Makes it from this one.</param>
    public BcsResult<TOther> Map<TOther>(Func<T, TOther> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return this switch
        {
            Ok ok => new BcsResult<TOther>.Ok(map(ok.Value), ok.AuditId),
            Refused refused => new BcsResult<TOther>.Refused(refused.Error),
            NotSent notSent => new BcsResult<TOther>.NotSent(notSent.Reason),
            Unclear unclear => new BcsResult<TOther>.Unclear(unclear.Reason, unclear.Status) { RetryAfter = unclear.RetryAfter },
            _ => throw new InvalidOperationException("The family is closed."),
        };
    }

    /// <summary>Upstream did it.</summary>
    /// <param name="Value">The answer; an empty body gives an answer without values.</param>
    /// <param name="AuditId">Audit record of the call, if it went through the portal's gateway.</param>
    public sealed record Ok(T Value, string? AuditId) : BcsResult<T>;

    /// <summary>Upstream or the gateway said no, and nothing was done.</summary>
    /// <param name="Error">What it said.</param>
    public sealed record Refused(BcsError Error) : BcsResult<T>;

    /// <summary>Nothing was sent, so nothing was done: there is no connection, or nothing to send the call with.</summary>
    /// <param name="Reason">Why, in a word.</param>
    public sealed record NotSent(string Reason) : BcsResult<T>;

    /// <summary>
    /// There was no complete, understandable answer: a time-out, a cut body, a 5xx without a code, or no JSON.
    /// For a change that means that it may have happened.
    /// </summary>
    /// <param name="Reason">What was seen instead.</param>
    /// <param name="Status">HTTP status, if one arrived.</param>
    public sealed record Unclear(string Reason, int? Status) : BcsResult<T>
    {
        /// <summary>How long to wait, if the answer said so.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }
}
