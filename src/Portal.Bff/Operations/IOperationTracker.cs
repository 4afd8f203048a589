using Portal.Bff.Operations.Checking;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>Takes over what a change started: an accepted operation, or one whose outcome is not clear.</summary>
internal interface IOperationTracker
{
    /// <summary>Stores an operation that upstream accepted, and announces it. Doing it twice does no harm.</summary>
    Task<OperationDto> TrackAsync(StartedOperation started, CancellationToken cancellationToken);

    /// <summary>Stores a call without a clear outcome as <c>chk-{auditId}</c> in <c>checking</c>, and announces it. Doing it twice does no harm.</summary>
    Task<OperationDto> CheckAsync(UnclearCall call, CancellationToken cancellationToken);
}

/// <summary>An operation that upstream accepted.</summary>
/// <param name="Tenant">Tenant id.</param>
/// <param name="OperationId">Upstream's id.</param>
/// <param name="Operation">Catalogue id of the call.</param>
/// <param name="BlockchainId">Service, if known.</param>
/// <param name="BlockchainName">Its name, if known.</param>
/// <param name="RequestedBy">Name of the person.</param>
/// <param name="AuditId">Audit record of the call.</param>
/// <param name="StartedAt">When it was asked for.</param>
internal sealed record StartedOperation(
    string Tenant, string OperationId, string Operation, string? BlockchainId, string? BlockchainName, string? RequestedBy,
    string? AuditId, DateTimeOffset StartedAt)
{
    /// <summary>Stable id of the person.</summary>
    public string? RequesterId { get; init; }
}

/// <summary>A change whose outcome is not known.</summary>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Intent">The recorded intent; its outcome is recorded when it is known.</param>
/// <param name="Operation">Catalogue id of the call.</param>
/// <param name="BlockchainId">Service it was sent to, or null for a create.</param>
/// <param name="Request">Redacted request body as JSON, which names what it is about, with what was seen of that before.</param>
/// <param name="RequestedBy">Name of the person.</param>
/// <param name="SentAt">When the intent was recorded.</param>
internal sealed record UnclearCall(
    string Tenant, Audit.AuditIntent Intent, string Operation, string? BlockchainId, string? Request, string? RequestedBy,
    DateTimeOffset SentAt)
{
    /// <summary>Stable id of the person.</summary>
    public string? RequesterId { get; init; }

    /// <summary>
    /// What is known of the answer: <see cref="TrackedOperation.Unintelligible"/> or <see cref="TrackedOperation.Understood"/> if a success was answered, else null.
    /// </summary>
    public string? Answer { get; init; }
}
