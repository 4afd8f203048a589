namespace Bcs.Sandbox.Engine;

/// <summary>
/// One rule of <c>PUT /sandbox/faults</c>: which calls it meets and what happens to them. The first rule that matches a call wins.
/// </summary>
internal sealed record FaultRule
{
    /// <summary>As <see cref="JumpToStep"/>, the end of the operation.</summary>
    public const string End = "end";

    /// <summary>Operation id of the catalogue, or <c>iam</c>; null meets every BCS operation.</summary>
    public string? Operation { get; init; }

    /// <summary>HTTP method; null meets all.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// Path or path template such as <c>/v2/{project_id}/blockchains/{blockchain_id}/status</c>: a part in braces meets any one part, another
    /// only itself. With it a rule meets IAM calls too.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>Tenant id; null meets all.</summary>
    public string? Tenant { get; init; }

    /// <summary>How many calls it meets; null for all.</summary>
    public int? Count { get; init; }

    /// <summary>How likely it is to meet a call that fits, above 0 and up to 1; drawn from the seed, so that a run can be repeated.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Waits this many real milliseconds first; combines with the other effects.</summary>
    public int LatencyMs { get; init; }

    /// <summary>Answers this status without acting.</summary>
    public int? Status { get; init; }

    /// <summary>Error code of that answer; without it the answer is plain text. A code of the catalogue needs no status.</summary>
    public string? Code { get; init; }

    /// <summary>Message of that answer.</summary>
    public string? Message { get; init; }

    /// <summary>Adds <c>Retry-After</c> to that answer.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Does not act and holds the connection until the client gives up, 60 s at most.</summary>
    public bool TimeoutBefore { get; init; }

    /// <summary>Acts, then holds the connection likewise.</summary>
    public bool TimeoutAfter { get; init; }

    /// <summary>Does not act and cuts the connection.</summary>
    public bool DropBefore { get; init; }

    /// <summary>Acts, then cuts the connection without an answer.</summary>
    public bool DropAfter { get; init; }

    /// <summary>Acts, then cuts the connection half-way through the answer's body.</summary>
    public bool CutBody { get; init; }

    /// <summary>Answers with an HTML page, status 502 unless <see cref="Status"/> says otherwise.</summary>
    public bool Html { get; init; }

    /// <summary>Whether <see cref="Html"/> comes after the call was carried out.</summary>
    public bool Act { get; init; }

    /// <summary>Acts, then answers with JSON that is not well-formed.</summary>
    public bool MalformedJson { get; init; }

    /// <summary>Revokes the tokens of the tenant (of all without one), so that this call is answered with 401.</summary>
    public bool ExpireTokens { get; init; }

    /// <summary>Makes the operation that the call starts fail.</summary>
    public StepFailure? FailAtStep { get; init; }

    /// <summary>Makes the operation that the call starts stop at this step or sub-step, until the rules are replaced.</summary>
    public string? StallAtStep { get; init; }

    /// <summary>Makes the operation that the call starts jump to this step or sub-step: what is before takes no time. <see cref="End"/> jumps over all.</summary>
    public string? JumpToStep { get; init; }

    /// <summary>
    /// Keeps the record of the operation that the call starts out of every answer for so many simulated seconds; where the rule meets a query
    /// of records, those of every operation that is younger.
    /// </summary>
    public int? RecordsHiddenSeconds { get; init; }
}

/// <summary>Where and with what an operation fails.</summary>
/// <param name="Step">Name of a step or sub-step.</param>
/// <param name="Code">Error code that the record shows.</param>
/// <param name="Message">Message that the record shows.</param>
internal sealed record StepFailure(string Step, string Code = "BCS.4009100", string Message = "System error. Check the system or network status.");
