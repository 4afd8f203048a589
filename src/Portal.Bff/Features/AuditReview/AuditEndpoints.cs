using System.Diagnostics;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Http;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Features.AuditReview;

/// <summary>Reading the log. Every read is itself recorded, before its answer leaves.</summary>
internal static class AuditEndpoints
{
    /// <summary>Operation under which reading the log is recorded.</summary>
    public const string ReadOperation = AuditEvents.AuditRead;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Audit).AddEndpointFilter(StorageProblemsAsync);
        group.MapGet("", ListAsync).RequireTenantAction(ReadOperation, action: null).Produces<Page<AuditRecordDto>>().WithName("listAuditRecords");
        group.MapGet("/{id}", FindAsync).RequireTenantAction(ReadOperation, _ => null, TenantOf).Produces<AuditRecordDto>().WithName("findAuditRecord");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, TenantScope scope, AuditReader reader, IAuditLog audit, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (query, error) = AuditQueryParser.Parse(context.Request.Query, scope.Tenant);
        if (query is null)
        {
            return new PortalProblem(StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "Bad request", error!);
        }

        if (HeadRule.IsProbe(context))
        {
            // What is not shown and not recorded is not searched for either.
            (context.Response.ContentType, context.Response.Headers.CacheControl) = ("application/json; charset=utf-8", "no-store");
            return Results.Ok();
        }

        var page = await reader.ListAsync(query with { OnlyActorId = OnlyActor(scope) }, cancellationToken);
        await RecordReadAsync(context, scope, audit, start, cancellationToken);
        return Results.Ok(page);
    }

    private static async Task<IResult> FindAsync(
        string id, HttpContext context, TenantScope scope, AuditReader reader, IAuditLog audit, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var known = AuditEntryId.TryParse(id, out var tenant, out var seq);
        if (!known || scope.Tenant != tenant || await reader.FindAsync(tenant, seq, OnlyActor(scope), cancellationToken) is not { } record)
        {
            return new PortalProblem(
                StatusCodes.Status404NotFound, ProblemCodes.NotFound, "Not found", "There is no such record, or it is not yours to read.");
        }

        await RecordReadAsync(context, scope, audit, start, cancellationToken);
        return Results.Ok(record);
    }

    // An id tells its tenant, so that the address of a record alone leads to it.
    private static string TenantOf(HttpContext context) =>
        TenantActions.Named(context) is { Length: > 0 } named ? named
        : AuditEntryId.TryParse(context.Request.RouteValues["id"] as string ?? "", out var tenant, out _) ? tenant
        : "";

    private static string? OnlyActor(TenantScope scope) =>
        scope.Actions.Contains(PortalActions.AuditRead) ? null : scope.Session.UserId;

    private static async Task RecordReadAsync(
        HttpContext context, TenantScope scope, IAuditLog audit, long start, CancellationToken cancellationToken)
    {
        var call = CallerInfo.Call(context, scope.Tenant, ReadOperation) with
        {
            Action = OnlyActor(scope) is null ? PortalActions.AuditRead : null, Path = CallerInfo.PathAndQuery(context),
        };
        var result = new AuditResult(AuditOutcomes.Succeeded)
        {
            Status = StatusCodes.Status200OK, DurationMs = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds,
        };
        context.Response.Headers.CacheControl = "no-store";
        if (!HeadRule.IsProbe(context))
        {
            await audit.RecordAsync(context, call, result, cancellationToken);
        }
    }

    private static async ValueTask<object?> StorageProblemsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (AuditUnavailableException)
        {
            return new PortalProblem(
                StatusCodes.Status503ServiceUnavailable, ProblemCodes.AuditUnavailable, "Audit unavailable",
                "The audit log cannot record at the moment, and without a record nothing is shown.") { RetryAfter = RetryAfter };
        }
        catch (Exception e) when (DbErrors.IsGivenUp(e))
        {
            return new PortalProblem(
                StatusCodes.Status503ServiceUnavailable, ProblemCodes.TooSlow, "The search took too long",
                "The portal looks for a minute at most. Ask for less: a shorter time, one person, one service or one operation.");
        }
        catch (Exception e) when (DbErrors.IsUnavailable(e))
        {
            return new PortalProblem(
                StatusCodes.Status503ServiceUnavailable, ProblemCodes.StorageUnavailable, "Storage unavailable",
                "The portal's database does not answer at the moment.") { RetryAfter = RetryAfter };
        }
    }
}
