using Bcs.Api.Catalogue;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Access;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Http;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>The tracked operations of a tenant. They are read from the store; upstream is not asked.</summary>
internal static class OperationEndpoints
{
    private const string Name = "readOperations";

    private static readonly string[] Statuses =
    [
        OperationStatuses.Checking, OperationStatuses.Waiting, OperationStatuses.Processing, OperationStatuses.Finished,
        OperationStatuses.Failed, OperationStatuses.Stop, OperationStatuses.Unknown,
    ];

    // What was started outside the portal is found by the same names, where the cloud's type leaves no doubt.
    private static readonly Dictionary<string, string> TypeOf = new() { [BcsOperations.CreateService.Id] = RecordState.Creating, [BcsOperations.DeleteService.Id] = RecordState.Deleting };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Operations).WithTags("Operations").RequireTenantAction(Name, BcsOperations.ListOperationRecords.Action);
        group.MapGet("", ListAsync).WithName("listOperations").Produces<Page<OperationDto>>();
        group.MapGet("{id}", FindAsync).WithName("getOperation").Produces<OperationDto>();
    }

    private static Task<IResult> ListAsync(
        HttpContext context, TenantScope scope, IDbContextFactory<PortalDbContext> contexts, TenantLeases leases,
        string? status, string? blockchainId, string? operation, string? requestedBy, string? from, string? to, string? cursor, string? limit) =>
        PageAsync(contexts, leases, scope.Tenant, new Filter(status, blockchainId, operation, requestedBy, from, to), cursor, limit, context.RequestAborted);

    private static async Task<IResult> PageAsync(
        IDbContextFactory<PortalDbContext> contexts, TenantLeases leases, string tenant, Filter filter, string? cursor, string? limit, CancellationToken cancellationToken)
    {
        if (PageQuery.Limit(limit) is not { } count)
        {
            return PageQuery.BadLimit;
        }

        var statuses = Several(filter.Status);
        if (statuses.Except(Statuses).Any())
        {
            return PageQuery.Bad($"status is one or several of {string.Join(", ", Statuses)}, separated by commas.");
        }

        var (from, to) = (QueryTime.Read(filter.From ?? ""), QueryTime.Read(filter.To ?? ""));
        if ((from is null && !string.IsNullOrEmpty(filter.From)) || (to is null && !string.IsNullOrEmpty(filter.To)))
        {
            return PageQuery.Bad($"from and to are each {QueryTime.Expected}.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // What a checked call became stands in the list under its own id.
        var rows = db.Set<TrackedOperation>().AsNoTracking().Where(o => o.Tenant == tenant && o.BecameId == null);
        if (statuses.Length > 0)
        {
            rows = rows.Where(o => statuses.Contains(o.Status));
        }

        if (!string.IsNullOrEmpty(filter.BlockchainId))
        {
            rows = rows.Where(o => o.BlockchainId == filter.BlockchainId);
        }

        if (Several(filter.Operation) is { Length: > 0 } kinds)
        {
            var types = kinds.Select(k => TypeOf.GetValueOrDefault(k)).OfType<string>().ToList();
            rows = rows.Where(o => kinds.Contains(o.Operation) || (o.Operation == null && types.Contains(o.Type!)));
        }

        if (!string.IsNullOrEmpty(filter.RequestedBy))
        {
            rows = rows.Where(o => o.RequestedBy == filter.RequestedBy);
        }

        rows = from is { } first ? rows.Where(o => o.StartedAt >= first) : rows;
        rows = to is { } end ? rows.Where(o => o.StartedAt < end) : rows;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (PageQuery.ReadTime(cursor) is not var (before, id))
            {
                return PageQuery.BadCursor;
            }

#pragma warning disable CA1309 // The comparison becomes SQL, in the order of the database.
            rows = rows.Where(o => o.StartedAt < before || (o.StartedAt == before && string.Compare(o.Id, id) < 0));
#pragma warning restore CA1309
        }

        var found = await rows.OrderByDescending(o => o.StartedAt).ThenByDescending(o => o.Id).Take(count + 1).ToListAsync(cancellationToken);
        var page = found.Take(count).ToList();
        return Results.Ok(new Page<OperationDto>(
            [.. page.Select(o => o.ToDto())],
            found.Count > count ? PageQuery.Cursor(page[^1].StartedAt, page[^1].Id) : null)
        {
            Reading = await ReadingAsync(contexts, leases, tenant, cancellationToken),
        });
    }

    // What the portal started itself is there at once; what was started elsewhere only once the records were looked through.
    private static async Task<Reading> ReadingAsync(IDbContextFactory<PortalDbContext> contexts, TenantLeases leases, string tenant, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var feed = await db.Set<OperationFeed>().AsNoTracking().FirstOrDefaultAsync(f => f.Tenant == tenant, cancellationToken);
        return await leases.ReadingAsync(OperationStore.Work, tenant, feed?.DiscoveredAt, null, cancellationToken);
    }

    private static async Task<IResult> FindAsync(
        HttpContext context, TenantScope scope, OperationStore store, IDbContextFactory<PortalDbContext> contexts, TenantLeases leases, string id) =>
        await store.FindAsync(scope.Tenant, id, context.RequestAborted) is { } operation
            ? Results.Ok(operation)
            : NeverRead.Of(await ReadingAsync(contexts, leases, scope.Tenant, context.RequestAborted))
            ?? new PortalProblem(404, ProblemCodes.NotFound, "Unknown operation", "This tenant has no such operation.");

    private static string[] Several(string? value) =>
        (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private sealed record Filter(string? Status, string? BlockchainId, string? Operation, string? RequestedBy, string? From, string? To);
}
