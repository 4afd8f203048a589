using Microsoft.EntityFrameworkCore;

using Portal.Bff.Access;
using Portal.Bff.Live;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Http;
using Portal.Contracts;
using Portal.Contracts.Notifications;

namespace Portal.Bff.Features.Notifications;

/// <summary>What a person may know in a tenant, newest first, and what of it the person has seen.</summary>
internal static class NotificationEndpoints
{
    private const string Name = "readNotifications";
    private const int MostIds = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Notifications).WithTags("Notifications").RequireTenantAction(Name, action: null);
        group.MapGet("", ListAsync).WithName("listNotifications").Produces<NotificationPage>();
        group.MapPost("read", ReadAsync).WithName("markNotificationsRead").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, TenantScope scope, EventGroups groups, IDbContextFactory<PortalDbContext> contexts, string? kind, bool? unread, string? cursor, string? limit)
    {
        if (PageQuery.Limit(limit) is not { } count)
        {
            return PageQuery.BadLimit;
        }

        if (!string.IsNullOrEmpty(kind) && !NotificationKinds.All.Contains(kind))
        {
            return PageQuery.Bad($"kind is one of {string.Join(", ", NotificationKinds.All)}.");
        }

        var cancellationToken = context.RequestAborted;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = await MineAsync(db, scope, groups, cancellationToken);
        var read = db.Set<NoticeRead>().Where(r => r.UserId == scope.Session.UserId && r.Tenant == scope.Tenant).Select(r => r.NoticeId);
        var unseen = mine.Where(n => !read.Contains(n.Id));
        var unreadCount = await unseen.CountAsync(cancellationToken);
        var rows = unread is true ? unseen : mine;
        if (!string.IsNullOrEmpty(kind))
        {
            rows = rows.Where(n => n.Kind == kind);
        }

        if (!string.IsNullOrEmpty(cursor))
        {
            if (PageQuery.ReadTime(cursor) is not var (before, id))
            {
                return PageQuery.BadCursor;
            }

#pragma warning disable CA1309 // The comparison becomes SQL, in the order of the database.
            rows = rows.Where(n => n.At < before || (n.At == before && string.Compare(n.Id, id) < 0));
#pragma warning restore CA1309
        }

        var found = await rows.OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(count + 1).ToListAsync(cancellationToken);
        var page = found.Take(count).ToList();
        var ids = page.Select(n => n.Id).ToList();
        var seen = await read.Where(r => ids.Contains(r)).ToListAsync(cancellationToken);
        return Results.Ok(new NotificationPage(
            [.. page.Select(n => n.ToDto(seen.Contains(n.Id)))],
            found.Count > count ? PageQuery.Cursor(page[^1].At, page[^1].Id) : null, unreadCount));
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context, TenantScope scope, EventGroups groups, IDbContextFactory<PortalDbContext> contexts, TimeProvider time, NotificationsRead body)
    {
        if (body.Ids is { Count: > MostIds })
        {
            return PageQuery.Bad($"ids holds at most {MostIds}; leave it out for all.");
        }

        var cancellationToken = context.RequestAborted;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = await MineAsync(db, scope, groups, cancellationToken);
        var read = db.Set<NoticeRead>().Where(r => r.UserId == scope.Session.UserId && r.Tenant == scope.Tenant).Select(r => r.NoticeId);
        var unread = mine.Where(n => !read.Contains(n.Id));
        if (body.Ids is { } ids)
        {
            unread = unread.Where(n => ids.Contains(n.Id));
        }

        var now = time.GetUtcNow();
        foreach (var id in (await unread.Select(n => n.Id).ToListAsync(cancellationToken)).Distinct())
        {
            db.Add(new NoticeRead { UserId = scope.Session.UserId, Tenant = scope.Tenant, NoticeId = id, At = now });
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
        {
            // Two of the person's windows said so at once.
        }

        return Results.NoContent();
    }

    // What a session may know is what it may hear.
    private static async Task<IQueryable<NoticeRow>> MineAsync(PortalDbContext db, TenantScope scope, EventGroups groups, CancellationToken cancellationToken)
    {
        var audiences = (await groups.OfAsync(scope.Session, cancellationToken)).ToList();
        return db.Set<NoticeRow>().AsNoTracking().Where(n => n.Tenant == scope.Tenant && audiences.Contains(n.Audience));
    }
}
