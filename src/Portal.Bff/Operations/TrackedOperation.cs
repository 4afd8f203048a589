using System.Text.Json;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Portal.Bff.Operations.Checking;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>
/// An operation that the portal follows, with its transitions: each stored change raises the version by one and says what
/// changed; a state that brings nothing new changes nothing; what has ended stays as it ended.
/// </summary>
internal sealed partial class TrackedOperation
{
    /// <summary>Prefix of the ids of calls that are being found out.</summary>
    public const string CheckPrefix = "chk-";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly List<OperationEvent> _news = [];

    private TrackedOperation()
    {
    }

    public required string Tenant { get; init; }

    /// <summary>Upstream's id, or <c>chk-{auditId}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Catalogue id of the call, or null if it was started elsewhere.</summary>
    public string? Operation { get; private set; }

    public string Status { get; private set; } = OperationStatuses.Waiting;

    public long Version { get; private set; }

    public string? BlockchainId { get; private set; }

    public string? BlockchainName { get; private set; }

    public string? RequestedBy { get; private set; }

    /// <summary>Stable id of the person, whom others may share the name with.</summary>
    public string? RequesterId { get; private set; }

    public string? AuditId { get; private set; }

    public DateTimeOffset StartedAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string StepsJson { get; private set; } = "[]";

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    /// <summary>Upstream's operation type, such as <c>99</c>; null until a record was seen.</summary>
    public string? Type { get; private set; }

    /// <summary>True if it had ended before the portal first looked at the tenant's operations: nobody is told of it.</summary>
    public bool IsHistory { get; private init; }

    /// <summary>When the portal first knew of it.</summary>
    public DateTimeOffset SeenAt { get; private init; }

    /// <summary>When it last changed, by the portal's clock.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Since when upstream does not know its id; null while it does.</summary>
    public DateTimeOffset? MissingSince { get; private set; }

    /// <summary>When upstream was last asked for it alone.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    public IReadOnlyList<OperationStepDto> Steps => JsonSerializer.Deserialize<List<OperationStepDto>>(StepsJson, Json)!;

    /// <summary>The changes since it was loaded, each to be stored once.</summary>
    public IReadOnlyList<OperationEvent> News => _news;

    /// <summary>An operation that upstream has accepted and not shown yet.</summary>
    public static TrackedOperation Accepted(StartedOperation started, DateTimeOffset now)
    {
        var operation = new TrackedOperation
        {
            Tenant = started.Tenant, Id = started.OperationId, StartedAt = started.StartedAt, SeenAt = now,
            Operation = started.Operation, RequestedBy = started.RequestedBy, RequesterId = started.RequesterId, AuditId = started.AuditId,
            BlockchainId = started.BlockchainId, BlockchainName = started.BlockchainName,
        };
        operation.Raise(now, [new OperationChange(null, null, OperationStatuses.Waiting, null)]);
        return operation;
    }

    /// <summary>An operation found among upstream's records.</summary>
    public static TrackedOperation Found(string tenant, RecordState record, DateTimeOffset now, DateTimeOffset? startedAt = null, bool isHistory = false)
    {
        // Upstream's clock may be ahead of ours; nothing starts in the future.
        var operation = new TrackedOperation
        {
            Tenant = tenant, Id = record.Id, SeenAt = now, IsHistory = isHistory, StartedAt = startedAt ?? (record.Began() is { } began && began < now ? began : now),
        };
        operation.Apply(record, now);
        if (!OperationStatuses.IsOpen(operation.Status) && RecordState.Moment(record.RecordTime) is { } ended && ended < now)
        {
            operation.EndedAt = ended < operation.StartedAt ? operation.StartedAt : ended;
        }

        if (isHistory)
        {
            operation._news.Clear();
        }

        return operation;
    }

    /// <summary>Takes what upstream's record says. Does nothing if it is no news, or if the operation has ended.</summary>
    public void Apply(RecordState record, DateTimeOffset now)
    {
        if (Version > 0 && !OperationStatuses.IsOpen(Status))
        {
            return;
        }

        MissingSince = null;
        Type ??= record.Type;
        var before = Steps;

        // Upstream may answer with a record that has no steps yet; what was seen is not taken back.
        var after = record.Steps.Count == 0 ? before : record.Steps;
        var changes = OperationChanges.Between(before, after).ToList();
        var moved = Version == 0 || Status != record.Status;
        if (moved)
        {
            // It begins before its first step and ends after its last.
            changes.Insert(
                OperationStatuses.IsOpen(record.Status) ? 0 : changes.Count, new OperationChange(null, null, record.Status, record.Error?.Message));
        }

        var (id, name) = (record.BlockchainId ?? BlockchainId, record.BlockchainName ?? BlockchainName);
        if (changes.Count == 0 && OperationChanges.Same(before, after) && id == BlockchainId && name == BlockchainName)
        {
            return;
        }

        if (changes.Count == 0)
        {
            changes.Add(new OperationChange(null, null, record.Status, null));
        }

        (BlockchainId, BlockchainName) = (id, name);
        (ErrorCode, ErrorMessage) = (record.Error?.Code, record.Error?.Message);
        StepsJson = JsonSerializer.Serialize(after, Json);
        MoveTo(record.Status, now);
        Raise(now, changes);
    }

    /// <summary>Learns which call started it, after it had been found among upstream's records. Does nothing if that is known.</summary>
    public void Attribute(StartedOperation started, DateTimeOffset now)
    {
        if (AuditId is not null || started.AuditId is null)
        {
            return;
        }

        (Operation, RequestedBy, RequesterId, AuditId) = (started.Operation, started.RequestedBy, started.RequesterId, started.AuditId);
        BlockchainId ??= started.BlockchainId;
        BlockchainName ??= started.BlockchainName;
        Raise(now, [new OperationChange(null, null, Status, null)]);
    }

    /// <summary>Upstream was asked for it alone and does not know it (yet). After too long it cannot be found out.</summary>
    public void NoteMissing(DateTimeOffset now, TimeSpan patience)
    {
        AskedAt = now;
        MissingSince ??= now;
        if (now - MissingSince < patience)
        {
            return;
        }

        MoveTo(OperationStatuses.Unknown, now);
        Raise(now, [new OperationChange(null, null, Status, null)]);
    }

    /// <summary>Upstream was asked for it alone, so that the next such question goes to another.</summary>
    public void NoteAsked(DateTimeOffset now) => AskedAt = now;

    /// <summary>The operation as it is announced: with what changed.</summary>
    public OperationDto ToDto(IEnumerable<OperationEvent>? events = null) =>
        new(
            Id, Tenant, Operation, Status, Version, BlockchainId, BlockchainName, RequestedBy, StartedAt, EndedAt, Steps,
            ErrorCode is null && ErrorMessage is null ? null : new OperationErrorDto(ErrorCode, ErrorMessage), AuditId)
        {
            Events = events is null ? [] : [.. events.Select(e => e.ToDto())],
            Type = Type,
            IsHistory = IsHistory,
        };

    private void MoveTo(string status, DateTimeOffset now)
    {
        Status = status;
        EndedAt = OperationStatuses.IsOpen(status) ? null : now;
    }

    // Several changes that are stored together are one version.
    private void Raise(DateTimeOffset now, IEnumerable<OperationChange> changes)
    {
        if (_news.Count == 0)
        {
            Version++;
        }

        ChangedAt = now;
        foreach (var change in changes)
        {
            _news.Add(new OperationEvent
            {
                Tenant = Tenant, OperationId = Id, Version = Version, Ordinal = _news.Count, At = now,
                Step = change.Step, SubStep = change.SubStep, Status = change.Status, Detail = change.Detail,
            });
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<TrackedOperation>
    {
        public void Configure(EntityTypeBuilder<TrackedOperation> builder)
        {
            builder.ToTable("operations");
            builder.HasKey(o => new { o.Tenant, o.Id });
            builder.Property(o => o.Version).IsConcurrencyToken();
            builder.Ignore(o => o.Steps);
            builder.Ignore(o => o.Named);
            builder.Ignore(o => o.News);
            builder.HasIndex(o => new { o.Tenant, o.StartedAt, o.Id });
            builder.HasIndex(o => new { o.Tenant, o.Status });
            builder.HasIndex(o => new { o.Tenant, o.OutcomeRecorded });
            builder.HasIndex(o => new { o.Tenant, o.BlockchainId });
            builder.HasIndex(o => o.AuditId);

            // An operation belongs to one call for ever: it bears one audit id, and one check at most became it.
            builder.HasIndex(o => new { o.Tenant, o.BecameId }).IsUnique();
        }
    }
}
