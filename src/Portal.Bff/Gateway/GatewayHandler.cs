using System.Diagnostics;

using Bcs.Api.Catalogue;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Iam;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Gateway;

/// <summary>One call through the gateway, from the caller's request to the caller's answer.</summary>
internal sealed partial class GatewayHandler(
    GatewayGate gate, TokenVault tokens, IdempotencyKeys keys, RepeatedCalls repeated, GatewayCalls calls, IAuditLog audit, Refusals refusals, IAccessEngine access, ILogger<GatewayHandler> logger)
{
    private static readonly PortalProblem NotCatalogued = new(
        StatusCodes.Status404NotFound, ProblemCodes.NotCatalogued, "No such operation.",
        "The gateway passes the 32 operations of the BCS API and no other. Check method and path.");

    private static readonly PortalProblem BadPath = new(
        StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "The path is not understood.", "An id in the path holds characters that no id has.");

    private static readonly PortalProblem BadKey = new(
        StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "The idempotency key is not understood.", "Send 1 to 64 visible characters.");

    private static readonly PortalProblem SignInAgain = new(
        StatusCodes.Status401Unauthorized, ProblemCodes.UpstreamSignInRequired, "The cloud asks for your password again.",
        "Your cloud token has ended. Nothing was changed. Give your password, then try again.");

    private static readonly PortalProblem Busy = new(
        StatusCodes.Status409Conflict, ProblemCodes.IdempotencyBusy, "The same request is still running.", "Wait for its answer.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private static readonly PortalProblem TooManyKeys = new(
        StatusCodes.Status429TooManyRequests, ProblemCodes.IdempotencyFull, "You have used all your idempotency keys of a day.",
        $"Nothing was sent. A person has {IdempotencyKeys.MostPerPerson} keys in a tenant, and each is kept for 24 hours. Wait until the oldest are gone.")
    {
        RetryAfter = TimeSpan.FromHours(1),
    };

    private static readonly PortalProblem Mismatch = new(
        StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyMismatch, "The idempotency key belongs to another request.",
        "Use a new key for a new request.");

    /// <summary>Handles a call of a catalogued operation.</summary>
    public async Task HandleAsync(HttpContext context, BcsOperation operation)
    {
        var started = Stopwatch.GetTimestamp();
        var (scope, problem, auditTenant) = await gate.CheckAsync(context, operation);
        if (auditTenant is null)
        {
            await RefuseStrangerAsync(context, operation, problem!, started);
            return;
        }

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
            Request = AuditMembers.Recorded(redacted.Json, scope!.Reason), RequestSha256 = redacted.Sha256, Credential = scope.Session.ActsByTenant || scope.Tenant.SignsRequests ? "tenant" : "user",
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
        var started = Stopwatch.GetTimestamp();
        return PortalSession.From(context.User) is null
            ? RefuseStrangerAsync(context, null, AccessProblems.SessionRequired, started)
            : RefuseAsync(context, AuditCallOf(context, null, AuditCall.PortalTenant), NotCatalogued, started, AuditOutcomes.Denied);
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
            case KeyClaim.Granted granted:
                try
                {
                    await SendAsync(context, scope, call, target, body, started, granted.Key);
                }
                catch (KeyTakenException)
                {
                    // Its intent is recorded and ended already.
                    await Busy.ExecuteAsync(context);
                }
                finally
                {
                    // However it went, nothing runs under the key any more: it has an answer, is free, or leads to the operation that finds out.
                    keys.Abandon(granted.Key);
                }

                break;
            case KeyClaim.Replay replay:
                await repeated.ReplayAsync(context, scope, call, started, replay);
                break;
            case KeyClaim.Full:
                await RefuseAsync(context, call, TooManyKeys, started, AuditOutcomes.Denied);
                break;
            case KeyClaim.Busy:
                await RefuseAsync(context, call, Busy, started, AuditOutcomes.Denied);
                break;
            case KeyClaim.Mismatch:
                await RefuseAsync(context, call, Mismatch, started, AuditOutcomes.Denied);
                break;
            case KeyClaim.Orphaned orphan:
                if (!await repeated.TryAnswerAsync(context, scope, call, body, started, orphan, key))
                {
                    await WithKeyAsync(context, scope, call, target, body, started, key);
                }

                break;
        }
    }

    private async Task SendAsync(
        HttpContext context, GatewayScope scope, AuditCall call, Uri target, byte[] body, long started, HeldKey? key)
    {
        TokenLookup lookup;
        try
        {
            lookup = await tokens.ForSessionAsync(scope.Session, scope.Tenant, context.RequestAborted);
        }
        catch
        {
            await ReleaseAsync(key);
            throw;
        }

        if (lookup is not TokenLookup.Usable pass)
        {
            await ReleaseAsync(key);
            await RefuseAsync(context, call, lookup is TokenLookup.SignInRequired ? SignInAgain : IamProblems.Of(lookup) ?? GatewayProblems.CredentialRefused, started, AuditOutcomes.Failed);
            return;
        }

        await calls.SendAsync(new GatewayCall(context, scope, call, target, body, pass, started, key));
    }

    private Task ReleaseAsync(HeldKey? key) => key is null ? Task.CompletedTask : keys.ReleaseAsync(key);

    private async Task RefuseStrangerAsync(HttpContext context, BcsOperation? operation, PortalProblem problem, long started)
    {
        var id = await refusals.RecordAsync(
            AuditCallOf(context, operation, AuditCall.PortalTenant), Denied(problem, AuditOutcomes.Denied, started),
            await Concerned.ByAttemptAsync(context, context.Request.RouteValues["tenant"] as string, access));

        // Not to a person of another tenant: the id would tell whether the named one exists.
        if (id is not null && PortalSession.From(context.User) is null)
        {
            AuditAnswers.Name(context, id);
        }

        await problem.ExecuteAsync(context);
    }

    private static AuditResult Denied(PortalProblem problem, string outcome, long started) => new(outcome)
    {
        Status = problem.Status, UpstreamCode = problem.Code, DurationMs = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
    };

    private async Task RefuseAsync(HttpContext context, AuditCall call, PortalProblem problem, long started, string outcome)
    {
        LogRefused(logger, call.Operation, call.Tenant, problem.Code);
        await audit.RecordAsync(context, call, Denied(problem, outcome, started), context.RequestAborted);
        await problem.ExecuteAsync(context);
    }

    private static AuditCall AuditCallOf(HttpContext context, BcsOperation? operation, string tenant)
    {
        var values = context.Request.RouteValues;
        return CallerInfo.Call(context, tenant, operation?.Id ?? AuditEvents.NotCatalogued) with
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
