using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Bcs.Api.Catalogue;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Access;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Http;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Services;

namespace Portal.Bff.Features.Services;

/// <summary>The services of a tenant, from the snapshots: fast, and still there when upstream is not.</summary>
internal static class ServiceEndpoints
{
    private const string Name = "readServices";

    // The portal's own fields are always there; what upstream leaves out of a detail stays out.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OmitUpstreamNulls } },
    };

    // A first look takes upstream a moment; longer than this nobody waits for it.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Services).WithTags("Services");
        group.MapGet("", ListAsync).RequireTenantAction(Name, BcsOperations.ListServices.Action).WithName("listServices").Produces<ServicePage>();
        group.MapGet("{id}", FindAsync).RequireTenantAction(Name, BcsOperations.GetService.Action).WithName("getService").Produces<ServiceDto>();
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, TenantScope scope, IDbContextFactory<PortalDbContext> contexts, SyncServices sync, TenantLeases leases, TimeProvider time, string? cursor, string? limit)
    {
        if (PageQuery.Limit(limit) is not { } count)
        {
            return PageQuery.BadLimit;
        }

        var cancellationToken = context.RequestAborted;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.Set<ServiceSnapshot>().AsNoTracking().Where(s => s.Tenant == scope.Tenant && !s.Gone);
        if (!string.IsNullOrEmpty(cursor))
        {
            if (PageQuery.Read(cursor) is not { } position)
            {
                return PageQuery.BadCursor;
            }

            var (name, id) = position;
#pragma warning disable CA1309 // The comparison becomes SQL, in the order of the database.
            rows = rows.Where(s => string.Compare(s.Name, name) > 0 || (s.Name == name && string.Compare(s.Id, id) > 0));
#pragma warning restore CA1309
        }

        var feed = await FeedAsync(db, scope.Tenant, cancellationToken);
        if (feed?.AsOf is null)
        {
            await LookAsync(sync, time, scope.Tenant, cancellationToken);
            feed = await FeedAsync(db, scope.Tenant, cancellationToken);
        }

        var found = await rows.OrderBy(s => s.Name).ThenBy(s => s.Id).Take(count + 1).ToListAsync(cancellationToken);
        var page = found.Take(count).ToList();
        var detailed = scope.Actions.Contains(BcsOperations.GetService.Action);
        var reading = await leases.ReadingAsync(SyncServices.Work, scope.Tenant, feed?.AsOf, feed?.Problem, cancellationToken);
        return Results.Json(
            new ServicePage(
                [.. page.Select(s => s.ToDto(detailed))], found.Count > count ? PageQuery.Cursor(page[^1].Name, page[^1].Id) : null, feed?.AsOf,
                reading.Problem)
            {
                Reading = reading,
            },
            Json);
    }

    private static async Task<IResult> FindAsync(
        HttpContext context, TenantScope scope, IDbContextFactory<PortalDbContext> contexts, SyncServices sync, TenantLeases leases, TimeProvider time, string id)
    {
        var cancellationToken = context.RequestAborted;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var service = await SnapshotAsync(db, scope.Tenant, id, cancellationToken);
        var feed = service is null ? await FeedAsync(db, scope.Tenant, cancellationToken) : null;
        if (service is null && feed?.Problem is null && (feed?.AsOf is not { } asOf || time.GetUtcNow() - asOf > Fresh))
        {
            // It may have been created a moment ago, by somebody else.
            await sync.WakeAsync(scope.Tenant, cancellationToken);
            await LookAsync(sync, time, scope.Tenant, cancellationToken);
            service = await SnapshotAsync(db, scope.Tenant, id, cancellationToken);
        }

        feed = service is null ? await FeedAsync(db, scope.Tenant, cancellationToken) : null;
        return service is not null ? Results.Json(service.ToDto(), Json)
            : NeverRead.Of(await leases.ReadingAsync(SyncServices.Work, scope.Tenant, feed?.AsOf, feed?.Problem, cancellationToken))
            ?? new PortalProblem(404, ProblemCodes.NotFound, "Unknown service", "This tenant has no such service, or it was deleted.");
    }

    private static void OmitUpstreamNulls(JsonTypeInfo type)
    {
        if (type.Type.Assembly == typeof(BcsOperations).Assembly)
        {
            foreach (var property in type.Properties)
            {
                property.ShouldSerialize = (_, value) => value is not null;
            }
        }
    }

    private static Task<ServiceSnapshot?> SnapshotAsync(PortalDbContext db, string tenant, string id, CancellationToken cancellationToken) =>
        db.Set<ServiceSnapshot>().AsNoTracking().FirstOrDefaultAsync(s => s.Tenant == tenant && s.Id == id && !s.Gone, cancellationToken);

    private static Task<ServiceFeed?> FeedAsync(PortalDbContext db, string tenant, CancellationToken cancellationToken) =>
        db.Set<ServiceFeed>().AsNoTracking().FirstOrDefaultAsync(f => f.Tenant == tenant, cancellationToken);

    private static async Task LookAsync(SyncServices sync, TimeProvider time, string tenant, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(FirstLook, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await sync.NowAsync(tenant, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The answer says that nothing could be read yet; the look goes on.
        }
    }
}
