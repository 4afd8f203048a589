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
    public const string ReadOperation = "auditRead";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Audit).AddEndpointFilter(StorageProblemsAsync);
        group.MapGet("", ListAsync).Produces<Page<AuditRecordDto>>().WithName("listAuditRecords");
        group.MapGet("/{id}", FindAsync).Produces<AuditRecordDto>().WithName("findAuditRecord");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, IAccessEngine access, AuditReader reader, IAuditLog audit, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        if (PortalSession.From(context.User) is not { } session)
        {
            return SessionRequired;
        }

        var tenant = context.Request.Query["tenant"].ToString();
        if (tenant.Length == 0)
        {
            if (session.TenantIds is not [var only])
            {
                return new PortalProblem(
                    StatusCodes.Status400BadRequest, ProblemCodes.TenantRequired, "Tenant required", "This session has several tenants; name one with ?tenant=.");
            }

            tenant = only;
        }

        if (!session.TenantIds.Contains(tenant, StringComparer.Ordinal))
        {
            return await RefuseAsync(context, session, audit, start, cancellationToken);
        }

        var (query, error) = AuditQueryParser.Parse(context.Request.Query, tenant);
        if (query is null)
        {
            return new PortalProblem(StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "Bad request", error!);
        }

        var own = await OnlyActorAsync(access, session, tenant, cancellationToken);
        var page = await reader.ListAsync(query with { OnlyActorId = own }, cancellationToken);
        await RecordReadAsync(context, session, audit, tenant, own, start, cancellationToken);
        return Results.Ok(page);
    }

    private static async Task<IResult> FindAsync(
        string id, HttpContext context, IAccessEngine access, AuditReader reader, IAuditLog audit, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        if (PortalSession.From(context.User) is not { } session)
        {
            return SessionRequired;
        }

        if (!AuditEntryId.TryParse(id, out var tenant, out var seq))
        {
            return NotFound;
        }

        var named = context.Request.Query["tenant"].ToString();
        if (!session.TenantIds.Contains(tenant, StringComparer.Ordinal) || (named.Length > 0 && named != tenant))
        {
            return await RefuseAsync(context, session, audit, start, cancellationToken);
        }

        var own = await OnlyActorAsync(access, session, tenant, cancellationToken);
        var record = await reader.FindAsync(tenant, seq, own, cancellationToken);
        if (record is null)
        {
            return NotFound;
        }

        await RecordReadAsync(context, session, audit, tenant, own, start, cancellationToken);
        return Results.Ok(record);
    }

    private static async Task<string?> OnlyActorAsync(
        IAccessEngine access, PortalSession session, string tenant, CancellationToken cancellationToken) =>
        (await access.ActionsAsync(session, tenant, cancellationToken)).Contains(PortalActions.AuditRead) ? null : session.UserId;

    private static async Task RecordReadAsync(
        HttpContext context, PortalSession session, IAuditLog audit, string tenant, string? own, long start, CancellationToken cancellationToken)
    {
        var call = Call(context, session, tenant) with { Action = own is null ? PortalActions.AuditRead : null };
        var id = await audit.RecordAsync(
            call, new AuditResult(AuditOutcomes.Succeeded) { Status = StatusCodes.Status200OK, DurationMs = Elapsed(start) }, cancellationToken);
        context.Response.Headers[BffHeaders.AuditId] = id;
        context.Response.Headers.CacheControl = "no-store";
    }

    // Unknown and foreign tenants look the same, and stand in the portal's own sequence: no tenant's readers learn of them.
    private static async Task<IResult> RefuseAsync(
        HttpContext context, PortalSession session, IAuditLog audit, long start, CancellationToken cancellationToken)
    {
        var result = new AuditResult(AuditOutcomes.Denied)
        {
            Status = StatusCodes.Status404NotFound, UpstreamCode = ProblemCodes.TenantUnknown, DurationMs = Elapsed(start),
        };
        await audit.RecordAsync(Call(context, session, AuditCall.PortalTenant), result, cancellationToken);
        return new PortalProblem(
            StatusCodes.Status404NotFound, ProblemCodes.TenantUnknown, "Tenant unknown", "This session has no such tenant.");
    }

    private static AuditCall Call(HttpContext context, PortalSession session, string tenant) => new()
    {
        Tenant = tenant,
        Actor = new AuditActor(session.UserId, session.UserName, "user"),
        Operation = ReadOperation,
        Session = session.Handle,
        Address = context.Connection.RemoteIpAddress?.ToString(),
        UserAgent = context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null,
        Method = context.Request.Method,
        Path = context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent(),
        TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
    };

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
        catch (Exception e) when (DbErrors.IsUnavailable(e))
        {
            return new PortalProblem(
                StatusCodes.Status503ServiceUnavailable, ProblemCodes.StorageUnavailable, "Storage unavailable",
                "The portal's database does not answer at the moment.") { RetryAfter = RetryAfter };
        }
    }

    private static PortalProblem SessionRequired => new(
        StatusCodes.Status401Unauthorized, ProblemCodes.SessionRequired, "Sign-in required", "There is no session, or it has ended.");

    private static PortalProblem NotFound => new(
        StatusCodes.Status404NotFound, ProblemCodes.NotFound, "Not found", "There is no such record, or it is not yours to read.");

    private static long Elapsed(long start) => (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}
