using System.Diagnostics;
using System.Text.Json;

using Bcs.Api.Catalogue;

using Portal.Bff.Audit;
using Portal.Bff.Diagnostics;
using Portal.Bff.Iam;
using Portal.Bff.Sessions;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Proxy;

/// <summary>One call through the gateway, from the caller's request to the caller's answer.</summary>
internal sealed partial class GatewayHandler(
    GatewayGate gate, TokenVault tokens, IdempotencyKeys keys, GatewayCalls calls, IAuditLog audit, ILogger<GatewayHandler> logger)
{
    private static readonly PortalProblem BadPath = new(
        StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "The path is not understood.", "An id in the path holds characters that no id has.");

    private static readonly PortalProblem BadKey = new(
        StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "The idempotency key is not understood.", "Send 1 to 64 visible characters.");

    private static readonly PortalProblem SignInAgain = new(
        StatusCodes.Status401Unauthorized, ProblemCodes.UpstreamSignInRequired, "The cloud asks for your password again.",
        "Your cloud token has ended. Nothing was changed. Give your password, then try again.");

    internal static readonly PortalProblem CredentialRefused = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.IamUnavailable, "The cloud refuses the tenant's credential.",
        "An administrator of the tenant has to check the credential. Nothing was sent.");

    private static readonly PortalProblem Busy = new(
        StatusCodes.Status409Conflict, ProblemCodes.IdempotencyBusy, "The same request is still running.", "Wait for its answer.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private static readonly PortalProblem Mismatch = new(
        StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyMismatch, "The idempotency key belongs to another request.",
        "Use a new key for a new request.");

    /// <summary>Handles a call of a catalogued operation.</summary>
    public async Task HandleAsync(HttpContext context, BcsOperation operation)
    {
        var started = Stopwatch.GetTimestamp();
        var (scope, problem, auditTenant) = await gate.CheckAsync(context, operation);
        byte[]? body = null;
        if (problem is null)
        {
            (scope, problem) = DownloadReason.Read(context.Request, scope!);
        }

        if (problem is null)
        {
            (body, problem) = await RequestBody.ReadAsync(context, operation);
        }

        if (problem is not null)
        {
            await RefuseAsync(context, AuditCallOf(context, operation, auditTenant), problem, started, AuditOutcomes.Denied);
            return;
        }

        var redacted = await RequestRedactor.RedactAsync(context.Request.ContentType, body!, operation, context.RequestAborted);
        var call = AuditCallOf(context, operation, auditTenant) with
        {
            Request = AuditReason.AddTo(redacted.Json, scope!.Reason), RequestSha256 = redacted.Sha256, Credential = scope.Tenant.SignsRequests ? "tenant" : "user",
        };
        if (UpstreamTarget.Build(scope.Tenant.BcsEndpoint, operation, scope.ProjectId, context.Request.RouteValues, context.Request.QueryString) is not { } target)
        {
            await RefuseAsync(context, call, BadPath, started, AuditOutcomes.Denied);
            return;
        }

        var key = context.Request.Headers[BffHeaders.IdempotencyKey].ToString();
        if (key.Length == 0 || operation.Class is OperationClass.Read or OperationClass.Reveals)
        {
            await SendAsync(context, scope, call, target, body!, started, null);
            return;
        }

        await WithKeyAsync(context, scope, call, target, body!, started, key);
    }

    /// <summary>Refuses what the catalogue does not list.</summary>
    public Task NotCataloguedAsync(HttpContext context)
    {
        var problem = PortalSession.From(context.User) is null
            ? SessionsSlice.Required
            : new PortalProblem(
                StatusCodes.Status404NotFound, ProblemCodes.NotCatalogued, "No such operation.",
                "The gateway passes the 32 operations of the BCS API and no other. Check method and path.");
        return RefuseAsync(context, AuditCallOf(context, null, AuditCall.PortalTenant), problem, Stopwatch.GetTimestamp(), AuditOutcomes.Denied);
    }

    private async Task WithKeyAsync(
        HttpContext context, GatewayScope scope, AuditCall call, Uri target, byte[] body, long started, string key)
    {
        if (key.Length > 64 || key.Any(c => c is < '!' or > '~'))
        {
            await RefuseAsync(context, call, BadKey, started, AuditOutcomes.Denied);
            return;
        }

        var claim = await keys.ClaimAsync(
            scope.Tenant.Id, scope.Session.UserId, key, call.Method!, call.Path!, call.RequestSha256 ?? "", context.RequestAborted);
        switch (claim)
        {
            case KeyClaim.Granted:
                await SendAsync(context, scope, call, target, body, started, key);
                break;
            case KeyClaim.Replay replay:
                context.Response.StatusCode = replay.Status;
                context.Response.ContentType = replay.ContentType;
                context.Response.Headers.CacheControl = "no-store";
                context.Response.Headers[BffHeaders.AuditId] = replay.AuditId;
                await context.Response.Body.WriteAsync(replay.Answer, context.RequestAborted);
                break;
            case KeyClaim.Busy:
                await RefuseAsync(context, call, Busy, started, AuditOutcomes.Denied);
                break;
            case KeyClaim.Mismatch:
                await RefuseAsync(context, call, Mismatch, started, AuditOutcomes.Denied);
                break;
            case KeyClaim.Orphaned orphan:
                await calls.AnswerOrphanAsync(context, scope, call, body, orphan.AuditId, orphan.SentAt);
                break;
        }
    }

    private async Task SendAsync(
        HttpContext context, GatewayScope scope, AuditCall call, Uri target, byte[] body, long started, string? key)
    {
        TokenLookup lookup;
        try
        {
            lookup = await tokens.ForSessionAsync(scope.Session.Handle, scope.Tenant, context.RequestAborted);
        }
        catch
        {
            await ReleaseAsync(scope, key);
            throw;
        }

        if (lookup is not TokenLookup.Usable pass)
        {
            await ReleaseAsync(scope, key);
            await RefuseAsync(context, call, lookup is TokenLookup.SignInRequired ? SignInAgain : CredentialRefused, started, AuditOutcomes.Failed);
            return;
        }

        await calls.SendAsync(context, scope, call, target, body, pass, started, key);
    }

    private Task ReleaseAsync(GatewayScope scope, string? key) =>
        key is null ? Task.CompletedTask : keys.ReleaseAsync(scope.Tenant.Id, scope.Session.UserId, key, CancellationToken.None);

    private async Task RefuseAsync(HttpContext context, AuditCall call, PortalProblem problem, long started, string outcome)
    {
        LogRefused(logger, call.Operation, call.Tenant, problem.Code);
        context.Response.Headers[BffHeaders.AuditId] = await audit.RecordAsync(
            call,
            new AuditResult(outcome)
            {
                Status = problem.Status, UpstreamCode = problem.Code, DurationMs = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            },
            context.RequestAborted);
        await problem.ExecuteAsync(context);
    }

    private static AuditCall AuditCallOf(HttpContext context, BcsOperation? operation, string tenant)
    {
        var values = context.Request.RouteValues;
        return CallerInfo.Call(context, tenant, operation?.Id ?? "notCatalogued") with
        {
            Action = operation?.Action,
            Path = CallerInfo.PathAndQuery(context),
            BlockchainId = values["blockchain_id"] as string,
            Channel = values["channel_id"] as string,
            Organization = values["org_name"] as string,
            User = values["user_name"] as string,
        };
    }

    [LoggerMessage(160, LogLevel.Information, "Refused {Operation} for tenant {Tenant}: {Code}")]
    private static partial void LogRefused(ILogger logger, string operation, string tenant, string code);
}
