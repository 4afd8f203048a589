using System.Text.Json;

namespace Portal.Contracts.Audit;

/// <summary>What people read of the audit log: a call's entries joined.</summary>
/// <param name="Id">Id of its first entry; equals <c>X-Audit-Id</c>.</param>
/// <param name="Tenant">Tenant id, or <c>_portal</c>.</param>
/// <param name="Seq">Sequence number of the first entry within the tenant, from 1.</param>
/// <param name="At">When it was recorded, UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Session">Session handle, or null.</param>
/// <param name="Address">Address of the caller, or null.</param>
/// <param name="UserAgent">User agent of the caller, or null.</param>
/// <param name="Operation">Catalogue id, or the name of a portal event such as <c>signIn</c>.</param>
/// <param name="Action">The action that was needed, or null.</param>
/// <param name="Method">HTTP method, or null.</param>
/// <param name="Path">Path without secrets, or null.</param>
/// <param name="Resource">What it was about.</param>
/// <param name="Request">The request body with secrets replaced, or null.</param>
/// <param name="RequestSha256">SHA-256 of the body as it came, lower-case hex, or null.</param>
/// <param name="Outcome">One of <see cref="AuditOutcomes"/>.</param>
/// <param name="Status">HTTP status of the answer, or null.</param>
/// <param name="UpstreamCode">Upstream's error code, or null.</param>
/// <param name="DurationMs">How long the call took, or null.</param>
/// <param name="OperationId">Asynchronous operation it started, or null.</param>
/// <param name="TraceId">Trace id, or null.</param>
/// <param name="Credential">Which credential was used upstream: <c>user</c>, <c>tenant</c> or null; never its value.</param>
/// <param name="File">File that was handed out, or null.</param>
public sealed record AuditRecordDto(
    string Id, string Tenant, long Seq, DateTimeOffset At, AuditActorDto Actor, string? Session, string? Address,
    string? UserAgent, string Operation, string? Action, string? Method, string? Path, AuditResourceDto Resource,
    JsonElement? Request, string? RequestSha256, string Outcome, int? Status, string? UpstreamCode, long? DurationMs,
    string? OperationId, string? TraceId, string? Credential, AuditFileDto? File = null)
{
    /// <summary>Where the outcome was found out after the answer was lost, what it rests on: one of <see cref="AuditEvidence"/>.</summary>
    public string? Evidence { get; init; }
}

/// <summary>A file in the answer; its content is recorded nowhere.</summary>
/// <param name="Name">Name that the cloud gave it, or null.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">SHA-256 of its content, lower-case hex.</param>
public sealed record AuditFileDto(string? Name, long Bytes, string Sha256);

/// <summary>Who did it.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">Name at that time.</param>
/// <param name="Kind"><c>user</c>, <c>key</c>, <c>job</c> or <c>system</c>.</param>
public sealed record AuditActorDto(string Id, string Name, string Kind);

/// <summary>What it was about; each part may be null.</summary>
/// <param name="BlockchainId">Service.</param>
/// <param name="Channel">Channel.</param>
/// <param name="Organization">Organisation.</param>
/// <param name="User">User of a certificate, or of a sign-in.</param>
public sealed record AuditResourceDto(string? BlockchainId, string? Channel, string? Organization, string? User);
