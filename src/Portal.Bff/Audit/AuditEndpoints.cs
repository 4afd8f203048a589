using System.Diagnostics;

using Portal.Bff.Access;
using Portal.Bff.Data;
using Portal.Bff.Diagnostics;
using Portal.Bff.Sessions;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Audit;

/// <summary>Reading the log. Every read is itself recorded, before its answer leaves.</summary>
internal static class AuditEndpoints
{
    /// <summary>Operation under which reading the log is recorded.</summary>
    public const string ReadOperation = AuditEvents.AuditRead;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Audit).AddEndpointFilter(StorageProblemsAsync);
        group.MapGet("", ListAsync).Produces<Page<AuditRecordDto>>().WithName("listAuditRecords");
        group.MapGet("/{id}", FindAsync).Produces<AuditRecordDto>().WithName("findAuditRecord");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, TenantScopes scopes, AuditReader reader, IAuditLog audit, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var scope = await scopes.ResolveAsync(context, context.Request.Query["tenant"], action: null, ReadOperation);
        if (scope is not TenantScope.Granted granted)
        {
            return ((TenantScope.Refused)scope).Problem;
        }

        var (query, error) = AuditQueryParser.Parse(context.Request.Query, granted.Tenant);
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

        var page = await reader.ListAsync(query with { OnlyActorId = OnlyActor(granted) }, cancellationToken);
        await RecordReadAsync(context, granted, audit, start, cancellationToken);
        return Results.Ok(page);
    }

    private static async Task<IResult> FindAsync(
        string id, HttpContext context, TenantScopes scopes, AuditReader reader, IAuditLog audit, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var known = AuditEntryId.TryParse(id, out var tenant, out var seq);
        var named = context.Request.Query["tenant"].ToString();
        var scope = await scopes.ResolveAsync(context, known && named.Length == 0 ? tenant : named, action: null, ReadOperation);
        if (scope is not TenantScope.Granted granted)
        {
            return ((TenantScope.Refused)scope).Problem;
        }

        if (!known || granted.Tenant != tenant || await reader.FindAsync(tenant, seq, OnlyActor(granted), cancellationToken) is not { } record)
        {
            return new PortalProblem(
                StatusCodes.Status404NotFound, ProblemCodes.NotFound, "Not found", "There is no such record, or it is not yours to read.");
        }

        await RecordReadAsync(context, granted, audit, start, cancellationToken);
        return Results.Ok(record);
    }

    private static string? OnlyActor(TenantScope.Granted granted) =>
        granted.Actions.Contains(PortalActions.AuditRead) ? null : granted.Session.UserId;

    private static async Task RecordReadAsync(
        HttpContext context, TenantScope.Granted granted, IAuditLog audit, long start, CancellationToken cancellationToken)
    {
        var call = CallerInfo.Call(context, granted.Tenant, ReadOperation) with
        {
            Action = OnlyActor(granted) is null ? PortalActions.AuditRead : null, Path = CallerInfo.PathAndQuery(context),
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
