namespace Portal.Bff.Audit;

/// <summary>
/// The append-only log. Each method returns when its entry is durable and throws <see cref="AuditUnavailableException"/>
/// when it cannot be made so: without a record there is no action.
/// </summary>
internal interface IAuditLog
{
    /// <summary>Records that a call is about to be made.</summary>
    ValueTask<AuditIntent> IntentAsync(AuditCall call, CancellationToken cancellationToken);

    /// <summary>Records what became of it.</summary>
    ValueTask OutcomeAsync(AuditIntent intent, AuditResult result, CancellationToken cancellationToken);

    /// <summary>Records a read, a refusal or an event in one entry and returns its id.</summary>
    ValueTask<string> RecordAsync(AuditCall call, AuditResult result, CancellationToken cancellationToken);

    /// <summary>Intents without an outcome that were recorded before a moment, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<PendingIntent>> PendingAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}

/// <summary>The log could not make an entry durable, or not in time.</summary>
internal sealed class AuditUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Ends as the entry does, where it still waits and may be written after all; null if it never will be.</summary>
    public Task? Late { get; init; }

    /// <summary>Does something once it is certain that the entry is not written: at once, or when the log gives it up. What is written late is not lost.</summary>
    public void WhenLost(Action<AuditUnavailableException> act)
    {
        if (Late is null)
        {
            act(this);
            return;
        }

        _ = Late.ContinueWith(
            late => act(late.Exception!.InnerException as AuditUnavailableException ?? this), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}

/// <summary>Who, what, where: everything known before a call.</summary>
internal sealed record AuditCall
{
    /// <summary>Tenant id, or <see cref="PortalTenant"/> for events without a tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Who acts.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>Catalogue id, or the name of a portal event.</summary>
    public required string Operation { get; init; }

    /// <summary>Session handle.</summary>
    public string? Session { get; init; }

    /// <summary>Caller's address.</summary>
    public string? Address { get; init; }

    /// <summary>Caller's user agent, cut to 200 characters.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Action that was needed.</summary>
    public string? Action { get; init; }

    /// <summary>HTTP method.</summary>
    public string? Method { get; init; }

    /// <summary>Path and query without secrets.</summary>
    public string? Path { get; init; }

    /// <summary>Service.</summary>
    public string? BlockchainId { get; init; }

    /// <summary>Channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Organisation.</summary>
    public string? Organization { get; init; }

    /// <summary>User of a certificate or of a sign-in.</summary>
    public string? User { get; init; }

    /// <summary>Request body as JSON with secrets replaced.</summary>
    public string? Request { get; init; }

    /// <summary>SHA-256 of the body as it came, lower-case hex.</summary>
    public string? RequestSha256 { get; init; }

    /// <summary>Trace id.</summary>
    public string? TraceId { get; init; }

    /// <summary><c>user</c> or <c>tenant</c>: whose credential goes upstream.</summary>
    public string? Credential { get; init; }

    /// <summary>Sequence of events that belong to no tenant.</summary>
    public const string PortalTenant = "_portal";
}

/// <summary>Who acts.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">Name to show.</param>
/// <param name="Kind"><c>user</c>, <c>key</c>, <c>job</c> or <c>system</c>.</param>
internal sealed record AuditActor(string Id, string Name, string Kind)
{
    /// <summary>The portal itself, for background work.</summary>
    public static AuditActor System { get; } = new("system", "Portal", "system");

    /// <summary>A caller without a session.</summary>
    public static AuditActor Anonymous { get; } = new("anonymous", "anonymous", "user");
}

/// <summary>What became of a call.</summary>
/// <param name="Outcome">One of <see cref="Contracts.Audit.AuditOutcomes"/>, never <c>pending</c>.</param>
internal sealed record AuditResult(string Outcome)
{
    /// <summary>HTTP status of the answer.</summary>
    public int? Status { get; init; }

    /// <summary>Upstream's error code, or the portal's problem code for a refusal.</summary>
    public string? UpstreamCode { get; init; }

    /// <summary>Duration in milliseconds.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Asynchronous operation that was started.</summary>
    public string? OperationId { get; init; }

    /// <summary>File in the answer, as <see cref="AuditFile"/> writes it; of an outcome that was found out, what it rests on.</summary>
    public string? File { get; init; }

    /// <summary>Where the outcome was found out, what it rests on: one of <see cref="Contracts.Audit.AuditEvidence"/>.</summary>
    public string? Evidence
    {
        get => AuditFile.EvidenceIn(File);
        init => File = value is null ? File : AuditFile.OfEvidence(value);
    }
}

/// <summary>A recorded intent.</summary>
/// <param name="Id">Id of the entry: <c>X-Audit-Id</c>.</param>
/// <param name="Tenant">Its sequence.</param>
/// <param name="Seq">Its number in the sequence, from 1.</param>
internal sealed record AuditIntent(string Id, string Tenant, long Seq);

/// <summary>An intent whose outcome is not recorded.</summary>
/// <param name="Intent">The intent.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Call">What it said.</param>
internal sealed record PendingIntent(AuditIntent Intent, DateTimeOffset At, AuditCall Call);
