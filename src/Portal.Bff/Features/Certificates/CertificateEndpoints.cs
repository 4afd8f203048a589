using Bcs.Api.Catalogue;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Access;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Http;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Certificates;

namespace Portal.Bff.Features.Certificates;

/// <summary>The certificates of a tenant, those that end first in front. Whoever may download certificates may see which were.</summary>
internal static class CertificateEndpoints
{
    private const string Name = "readCertificates";

    private static readonly PortalProblem Unknown = new(
        404, ProblemCodes.NotFound, "Unknown certificate", "This tenant has no such certificate, or it was not handed out through the portal.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Certificates).WithTags("Certificates").RequireTenantAction(Name, BcsOperations.DownloadCertificates.Action);
        group.MapGet("", ListAsync).WithName("listCertificates").Produces<Page<CertificateDto>>();
        group.MapGet("{id}", FindAsync).WithName("getCertificate").Produces<CertificateDto>();
        group.MapGet("calendar", CalendarAsync).WithName("getCertificateCalendar").Produces<CertificateCalendarDto>();
    }

    private static Task<IResult> ListAsync(
        HttpContext context, TenantScope scope, IDbContextFactory<PortalDbContext> contexts, TimeProvider time, string? blockchainId, string? kind,
        string? state, string? stage, string? ends, string? newest, string? cursor, string? limit) =>
        WithAsync(CertificateQuery.Read(blockchainId, kind, state, stage, ends, newest), async query =>
        {
            if (PageQuery.Limit(limit) is not { } count)
            {
                return PageQuery.BadLimit;
            }

            await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
            var rows = query.Apply(db, scope.Tenant, time.GetUtcNow());
            if (!string.IsNullOrEmpty(cursor))
            {
                if (PageQuery.ReadTime(cursor) is not var (end, id))
                {
                    return PageQuery.BadCursor;
                }

#pragma warning disable CA1309 // The comparison becomes SQL, in the order of the database.
                rows = rows.Where(c => c.Row.EndsAt > end || (c.Row.EndsAt == end && string.Compare(c.Row.Id, id) > 0));
#pragma warning restore CA1309
            }

            var found = await rows.OrderBy(c => c.Row.EndsAt).ThenBy(c => c.Row.Id).Take(count + 1).ToListAsync(context.RequestAborted);
            var page = found.Take(count).ToList();
            return Results.Ok(new Page<CertificateDto>([.. page.Select(c => c.Row.ToDto(c.Gone))], found.Count > count ? PageQuery.Cursor(page[^1].Row.EndsAt, page[^1].Row.Id) : null));
        });

    private static Task<IResult> FindAsync(
        HttpContext context, TenantScope scope, IDbContextFactory<PortalDbContext> contexts, TimeProvider time, string id) =>
        WithAsync(CertificateQuery.Read(null, null, null, null, null), async query =>
        {
            await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
            return await query.Apply(db, scope.Tenant, time.GetUtcNow()).SingleOrDefaultAsync(c => c.Row.Id == id, context.RequestAborted) is { } found
                ? Results.Ok(found.Row.ToDto(found.Gone))
                : Unknown;
        });

    private static Task<IResult> CalendarAsync(
        HttpContext context, TenantScope scope, IDbContextFactory<PortalDbContext> contexts, TimeProvider time, string? blockchainId, string? kind,
        string? state) =>
        WithAsync(CertificateQuery.Read(blockchainId, kind, state, null, null), async query =>
        {
            var now = time.GetUtcNow();
            await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
            var ends = await query.Apply(db, scope.Tenant, now).Select(c => new { c.Row.EndsAt, c.Gone }).ToListAsync(context.RequestAborted);
            var there = ends.Where(e => !e.Gone).Select(e => e.EndsAt == CertificateRow.NoEnd ? (DateTimeOffset?)null : e.EndsAt).ToList();
            var stages = there.CountBy(e => CertificateStages.Of(e, now)).ToDictionary();
            return Results.Ok(new CertificateCalendarDto(
                now, ends.Count, [.. CertificateStages.All.Select(s => new CertificateStageDto(s, stages.GetValueOrDefault(s)))],
                [.. there.OfType<DateTimeOffset>().CountBy(CertificateMonthDto.Of)
                    .OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new CertificateMonthDto(m.Key, m.Value))]));
        });

    private static async Task<IResult> WithAsync((CertificateQuery? Query, string? Malformed) asked, Func<CertificateQuery, Task<IResult>> act) =>
        asked.Query is { } query ? await act(query) : PageQuery.Bad($"{asked.Malformed} is not one of the values that certificates have.");
}
