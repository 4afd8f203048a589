namespace Portal.Contracts.Operations;

/// <summary>A tracked operation, the same in the API and in <c>OperationChanged</c>.</summary>
/// <param name="Id">Upstream's operation id, or <c>chk-{auditId}</c> until it is known.</param>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Operation">Catalogue id of the call that started it, or null if it was started outside the portal.</param>
/// <param name="Status">One of <see cref="OperationStatuses"/>.</param>
/// <param name="Version">Counts the stored changes from 1; a lower version is older.</param>
/// <param name="BlockchainId">Service it works on.</param>
/// <param name="BlockchainName">Name of that service.</param>
/// <param name="RequestedBy">Name of the person or job that asked, or null if unknown.</param>
/// <param name="StartedAt">When it was asked for, UTC.</param>
/// <param name="EndedAt">When it ended, UTC, or null.</param>
/// <param name="Steps">Steps in their order.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="AuditId">Audit record of the call that started it, or null.</param>
public sealed record OperationDto(
    string Id, string Tenant, string? Operation, string Status, long Version, string? BlockchainId, string? BlockchainName,
    string? RequestedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<OperationStepDto> Steps,
    OperationErrorDto? Error, string? AuditId)
{
    /// <summary>
    /// What changed with each version, oldest first. Filled by <c>GET /api/operations/{id}</c> with all of them and by
    /// <c>OperationChanged</c> with those of the announced version; empty in lists.
    /// </summary>
    public IReadOnlyList<OperationEventDto> Events { get; init; } = [];

    /// <summary>
    /// What it is by the cloud's own count, such as <c>99</c>, or <c>PLUGIN01-99</c> where it is about an add-on; null until the cloud has shown it.
    /// It says what an operation is that was started outside the portal.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>True if it had ended before the portal first looked at the tenant's operations.</summary>
    public bool IsHistory { get; init; }

    /// <summary>
    /// Only in the last <c>OperationChanged</c> of a <c>chk-</c> id: the operation it turned out to be, whose status it carries.
    /// From then on events and lists use that id; asking for the old one answers with it.
    /// </summary>
    public string? BecameId { get; init; }
}

/// <summary>A step or sub-step.</summary>
/// <param name="Name">Upstream's name.</param>
/// <param name="Order">Position among its siblings.</param>
/// <param name="Status"><c>waiting</c>, <c>processing</c>, <c>finished</c>, <c>failed</c> or <c>stop</c>.</param>
/// <param name="Detail">Upstream's message, or null.</param>
/// <param name="StartedAt">Start, UTC, or null.</param>
/// <param name="EndedAt">End, UTC, or null.</param>
/// <param name="Steps">Sub-steps in their order.</param>
public sealed record OperationStepDto(
    string Name, int Order, string Status, string? Detail, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    IReadOnlyList<OperationStepDto> Steps);

/// <summary>Why an operation failed.</summary>
/// <param name="Code">Upstream's code, or a problem code of the portal.</param>
/// <param name="Message">Upstream's message.</param>
public sealed record OperationErrorDto(string? Code, string? Message);

/// <summary>One change of an operation, as it was stored.</summary>
/// <param name="Version">The version it belongs to; several events may share one.</param>
/// <param name="At">When the change was noticed, UTC.</param>
/// <param name="Step">Name of the step, or null for the operation itself.</param>
/// <param name="SubStep">Name of the sub-step, or null.</param>
/// <param name="Status">The new status.</param>
/// <param name="Detail">Message that came with it, or null.</param>
public sealed record OperationEventDto(
    long Version, DateTimeOffset At, string? Step, string? SubStep, string Status, string? Detail);
