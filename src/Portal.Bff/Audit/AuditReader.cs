using System.Text.Json;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Platform.Data;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Audit;

/// <summary>Reads the projection and the entries.</summary>
internal sealed class AuditReader(IDbContextFactory<PortalDbContext> contexts)
{
    private const int EntriesAtOnce = 1000;

    /// <summary>One page of records, newest first.</summary>
    public async Task<Page<AuditRecordDto>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        await using var db = (await contexts.CreateDbContextAsync(cancellationToken)).TakingTime();
        var records = db.Set<AuditRecordRow>().AsNoTracking();
        var rows = await (await FilterByActorAsync(Filter(records, query), records, query, cancellationToken))
            .OrderByDescending(r => r.At).ThenByDescending(r => r.Seq)
            .Take(query.Limit + 1)
            .ToListAsync(cancellationToken);
        var items = rows.Take(query.Limit).Select(ToDto).ToList();
        var next = rows.Count > query.Limit ? new AuditCursor(items[^1].At, items[^1].Seq).ToString() : null;
        return new Page<AuditRecordDto>(items, next);
    }

    /// <summary>One record, or null.</summary>
    public async Task<AuditRecordDto?> FindAsync(string tenant, long seq, string? onlyActorId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<AuditRecordRow>().AsNoTracking()
            .FirstOrDefaultAsync(r => r.Tenant == tenant && r.Seq == seq && (onlyActorId == null || r.ActorId == onlyActorId), cancellationToken);
        return row is null ? null : ToDto(row);
    }

    /// <summary>Intents without an outcome, oldest first.</summary>
    public async Task<IReadOnlyList<PendingIntent>> PendingAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<AuditRecordRow>().AsNoTracking()
            .Where(r => r.Outcome == AuditOutcomes.Pending && r.At < before)
            .OrderBy(r => r.At)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => new PendingIntent(new AuditIntent(AuditEntryId.Format(r.Tenant, r.Seq), r.Tenant, r.Seq), r.At, ToCall(r)))];
    }

    /// <summary>The entries of a sequence in their order, one after another: for verification.</summary>
    public async IAsyncEnumerable<AuditEntryRow> EntriesAsync(
        string tenant, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // By pages: what may be read again on a new connection is held in memory first.
        List<AuditEntryRow> rows;
        for (var after = 0L; ; after = rows[^1].Seq)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            rows = await db.Set<AuditEntryRow>().AsNoTracking().Where(e => e.Tenant == tenant && e.Seq > after).OrderBy(e => e.Seq).Take(EntriesAtOnce)
                .ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < EntriesAtOnce)
            {
                yield break;
            }
        }
    }

    private static IQueryable<AuditRecordRow> Filter(IQueryable<AuditRecordRow> rows, AuditQuery query)
    {
        rows = rows.Where(r => r.Tenant == query.Tenant);
        if (!query.Background)
        {
            rows = rows.Where(r => r.Operation != BackgroundReads.Operation);
        }

        if (query.OnlyActorId is { } own)
        {
            rows = rows.Where(r => r.ActorId == own);
        }

        if (query.From is { } from)
        {
            rows = rows.Where(r => r.At >= from);
        }

        if (query.To is { } to)
        {
            rows = rows.Where(r => r.At < to);
        }

        if (query.Action is { } action)
        {
            // Actions have colons, operations have none.
            rows = action.Contains(':', StringComparison.Ordinal) ? rows.Where(r => r.Action == action) : rows.Where(r => r.Operation == action);
        }

        if (query.Resource is { } resource)
        {
            // The id of a service is a UUID, and there is an index for it; names of the others are not.
            rows = Guid.TryParseExact(resource, "D", out _)
                ? rows.Where(r => r.BlockchainId == resource)
                : rows.Where(r => r.BlockchainId == resource || r.Channel == resource || r.Organization == resource || r.User == resource);
        }

        if (query.Outcome is { } outcome)
        {
            rows = rows.Where(r => r.Outcome == outcome);
        }

        if (query.Text is { } text)
        {
            // The reference that an error shows is looked up, anything else is looked for.
            rows = AuditEntryId.TryParse(text.Trim(), out var tenant, out var seq) && tenant == query.Tenant
                ? rows.Where(r => r.Seq == seq)
                : AuditSearch.Words(text).Aggregate(rows, (found, word) => found.Where(r => r.Search.Contains(word)));
        }

        // The first comparison alone is what an index can start from.
        return query.Cursor is { } cursor
            ? rows.Where(r => r.At <= cursor.At && (r.At < cursor.At || r.Seq < cursor.Seq))
            : rows;
    }

    // An id if it is one, else a name: a condition for both at once would leave the index of ids unused.
    private static async Task<IQueryable<AuditRecordRow>> FilterByActorAsync(
        IQueryable<AuditRecordRow> filtered, IQueryable<AuditRecordRow> records, AuditQuery query, CancellationToken cancellationToken) =>
        query.Actor is not { } actor ? filtered
        : await records.AnyAsync(r => r.Tenant == query.Tenant && r.ActorId == actor, cancellationToken)
            ? filtered.Where(r => r.ActorId == actor)
            : filtered.Where(r => r.ActorName == actor);

    private static AuditRecordDto ToDto(AuditRecordRow r) => new(
        AuditEntryId.Format(r.Tenant, r.Seq), r.Tenant, r.Seq, r.At, new AuditActorDto(r.ActorId, r.ActorName, r.ActorKind), r.Session,
        r.Address, r.UserAgent, r.Operation, r.Action, r.Method, r.Path,
        new AuditResourceDto(r.BlockchainId, r.Channel, r.Organization, r.User), ToJson(r.Request), r.RequestSha256, r.Outcome, r.Status,
        r.UpstreamCode, r.DurationMs, r.OperationId, r.TraceId, r.Credential,
        r.File is null || AuditFile.EvidenceIn(r.File) is not null ? null : JsonSerializer.Deserialize<AuditFileDto>(r.File, JsonSerializerOptions.Web))
    {
        Evidence = AuditFile.EvidenceIn(r.File),
    };

    private static JsonElement? ToJson(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            // One record that was cut must not take its page with it.
            return JsonSerializer.SerializeToElement(text);
        }
    }

    private static AuditCall ToCall(AuditRecordRow r) => new()
    {
        Tenant = r.Tenant, Actor = new AuditActor(r.ActorId, r.ActorName, r.ActorKind), Operation = r.Operation, Session = r.Session,
        Address = r.Address, UserAgent = r.UserAgent, Action = r.Action, Method = r.Method, Path = r.Path, BlockchainId = r.BlockchainId,
        Channel = r.Channel, Organization = r.Organization, User = r.User, Request = r.Request, RequestSha256 = r.RequestSha256,
        TraceId = r.TraceId, Credential = r.Credential,
    };
}
