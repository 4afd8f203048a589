namespace Portal.Bff.Audit;

/// <summary>An entry on its way to the store, and the caller that waits for it.</summary>
internal sealed class AuditAppend
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Settled = 2;
    private const int Withdrawn = 3;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    private AuditAppend(AuditKind kind, string tenant, DateTimeOffset at, AuditCall? call, AuditResult? result, long? reference)
    {
        (Kind, Tenant, Call, Result, Ref) = (kind, tenant, call, result, reference);
        At = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        Content = AuditFormat.EncodeContent(call, result);
    }

    public AuditKind Kind { get; }

    public string Tenant { get; }

    public DateTimeOffset At { get; }

    public AuditCall? Call { get; }

    public AuditResult? Result { get; }

    public long? Ref { get; }

    public byte[] Content { get; }

    /// <summary>What it holds in memory, roughly: the texts and their encoded form.</summary>
    public int Size => 256 + (3 * Content.Length);

    /// <summary>Its number, once it is durable.</summary>
    public long Seq { get; set; }

    public Task Done => _done.Task;

    public static AuditAppend Intent(AuditCall call, DateTimeOffset at) =>
        new(AuditKind.Intent, call.Tenant, at, AuditTexts.Clean(call), null, null);

    public static AuditAppend Outcome(AuditIntent intent, AuditResult result, DateTimeOffset at) =>
        new(AuditKind.Outcome, intent.Tenant, at, null, AuditTexts.Clean(result), intent.Seq);

    public static AuditAppend Event(AuditCall call, AuditResult result, DateTimeOffset at) =>
        new(AuditKind.Event, call.Tenant, at, AuditTexts.Clean(call), AuditTexts.Clean(result), null);

    /// <summary>Claims it for a commit; false if its caller has gone.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>
    /// Gives up an intent whose caller no longer waits; false if it was settled at the same moment. Outcomes and events
    /// are never given up: what they say has happened.
    /// </summary>
    public bool TryWithdraw() =>
        Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting
        || Interlocked.CompareExchange(ref _state, Withdrawn, Taken) == Taken;

    /// <summary>Tells the caller that it is durable; false if the caller has gone.</summary>
    public bool TryComplete()
    {
        var present = Interlocked.CompareExchange(ref _state, Settled, Taken) == Taken;
        if (present)
        {
            _done.SetResult();
        }

        return present;
    }

    /// <summary>Tells the caller, if it still waits, that it is not durable.</summary>
    public void Fail(AuditUnavailableException reason)
    {
        if (Interlocked.CompareExchange(ref _state, Settled, Taken) == Taken)
        {
            _done.SetException(reason);

            // An outcome's or event's caller may have stopped waiting; its failure is logged by the writer.
            _ = _done.Task.Exception;
        }
    }
}
