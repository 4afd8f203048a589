using System.Diagnostics;

using Bcs.Api.Catalogue;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Data;
using Portal.Bff.Diagnostics;
using Portal.Bff.Iam;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;

namespace Portal.Bff.Proxy;

/// <summary>
/// Sends an allowed call upstream: intent before a change, forwarding by YARP, judgement of the whole answer, outcome,
/// and what the change started handed to the operations. A change goes on to its end even when the caller is gone.
/// </summary>
internal sealed partial class GatewayCalls(
    GatewayForwarder forwarder, TokenVault tokens, IdempotencyKeys keys, IAuditLog audit,
    AnswerObservers observers, IOperationTracker operations, InFlight inFlight, TimeProvider time, ILogger<GatewayCalls> logger)
{
    private static readonly PortalProblem Unreachable = new(
        StatusCodes.Status502BadGateway, ProblemCodes.UpstreamUnreachable, "The cloud gave no understandable answer.",
        "Nothing was changed by this read. Try again in a moment; if it lasts, check the cloud's status page.");

    private static readonly PortalProblem SignInAgain = new(
        StatusCodes.Status401Unauthorized, ProblemCodes.UpstreamSignInRequired, "The cloud asks for your password again.",
        "Your cloud token has ended before its time. Nothing was changed. Give your password, then try again.");

    private static readonly PortalProblem Unclear = new(
        StatusCodes.Status504GatewayTimeout, ProblemCodes.OutcomeUnknown, "It is not known yet whether the change was made.",
        "The cloud gave no complete answer. The portal is finding out; follow the operation. Do not send the change again.");

    /// <summary>Sends a call and writes the caller's answer.</summary>
    public async Task SendAsync(
        HttpContext context, GatewayScope scope, AuditCall call, Uri target, byte[] body, TokenLookup.Usable pass, long started, string? key)
    {
        AuditIntent? intent = null;
        if (scope.Operation.NeedsIntent)
        {
            try
            {
                intent = await audit.IntentAsync(call, context.RequestAborted);
                context.Response.Headers[BffHeaders.AuditId] = intent.Id;
                if (key is not null)
                {
                    await keys.SentAsync(scope.Tenant.Id, scope.Session.UserId, key, intent.Id);
                }
            }
            catch
            {
                // Nothing was sent: the key is free again, as far as the database can still be told.
                await TryReleaseAsync(scope, key);
                throw;
            }
        }

        using var flight = intent is null ? null : inFlight.Enter(intent.Id);
        using var forwarded = await forwarder.ForwardAsync(context, scope.Operation, target, body, pass, observers.Held(scope.Operation), async status =>
        {
            // A long read is recorded before its first byte leaves; whatever has an intent is recorded when it is over.
            if (intent is null)
            {
                await RecordAsync(context, call, null, Result(AuditOutcomes.Succeeded, status, started));
            }
        });
        if (forwarded.Released)
        {
            await FinishReleasedAsync(context, scope, call, intent, body, forwarded, started);
            return;
        }

        await AnswerAsync(context, scope, call, intent, body, forwarded, pass, started, key);
    }

    /// <summary>Answers a repeated request whose first sender died: with the operation that finds out what became of it.</summary>
    public async Task AnswerOrphanAsync(HttpContext context, GatewayScope scope, AuditCall call, byte[] body, string auditId, DateTimeOffset sentAt)
    {
        await observers.TellUnclearAsync(context, scope, call, auditId, body, sentAt);
        var operation = await operations.CheckAsync(
            new UnclearCall(
                scope.Tenant.Id, Intent(auditId), scope.Operation.Id, call.BlockchainId, call.Request, scope.Session.UserName, sentAt),
            CancellationToken.None);
        context.Response.Headers[BffHeaders.AuditId] = auditId;
        await (Unclear with { Operation = operation }).ExecuteAsync(context);
    }

    private async Task AnswerAsync(
        HttpContext context, GatewayScope scope, AuditCall call, AuditIntent? intent, byte[] body, Forwarded forwarded, TokenLookup.Usable pass, long started,
        string? key)
    {
        if (forwarded.PassRefused)
        {
            var problem = pass is TokenLookup.Key ? GatewayHandler.CredentialRefused : SignInAgain;
            Clear(context, intent);
            await tokens.RejectAsync(scope.Session.Handle, scope.Tenant.Id, pass, CancellationToken.None);
            await RecordAsync(context, call, intent, Result(AuditOutcomes.Failed, StatusCodes.Status401Unauthorized, started) with { UpstreamCode = problem.Code });
            await TryReleaseAsync(scope, key);
            await problem.ExecuteAsync(context);
            return;
        }

        switch (AnswerJudge.Judge(scope.Operation, forwarded.Status, forwarded.ContentType, forwarded.Body))
        {
            case Answer.Accepted accepted:
                await RecordAsync(
                    context, call, intent,
                    Result(AuditOutcomes.Succeeded, forwarded.Status, started) with { OperationId = accepted.OperationId, File = forwarded.File?.ToText() });
                await TrackAsync(scope, call, intent, accepted, started);
                await observers.TellAsync(context, scope, call, intent, body, forwarded);
                await WriteAsync(context, scope, forwarded, key);
                break;
            case Answer.Refused refused:
                await RecordAsync(context, call, intent, Result(AuditOutcomes.Failed, forwarded.Status, started) with { UpstreamCode = refused.Code });
                await WriteAsync(context, scope, forwarded, key);
                break;
            default:
                await AnswerUnclearAsync(context, scope, call, intent, body, forwarded, started, key);
                break;
        }
    }

    private async Task AnswerUnclearAsync(
        HttpContext context, GatewayScope scope, AuditCall call, AuditIntent? intent, byte[] body, Forwarded forwarded, long started, string? key)
    {
        Clear(context, intent);
        if (intent is null || !scope.Operation.Changes)
        {
            await RecordAsync(
                context, call, intent, Result(AuditOutcomes.Failed, forwarded.Status, started) with { UpstreamCode = Unreachable.Code });
            await Unreachable.ExecuteAsync(context);
            return;
        }

        // Before the check: should the process die between the two, the open intent is still there to tell of it.
        var since = Since(started);
        await observers.TellUnclearAsync(context, scope, call, intent.Id, body, since);
        var operation = await TryCheckAsync(
            new UnclearCall(scope.Tenant.Id, intent, scope.Operation.Id, call.BlockchainId, call.Request, scope.Session.UserName, since));
        if (key is not null)
        {
            // Not an answer to be replayed: asked again, the key tells how the operation stands then.
            keys.Abandon(scope.Tenant.Id, scope.Session.UserId, key);
        }

        await (Unclear with { Operation = operation }).ExecuteAsync(context);
    }

    private async Task<OperationDto?> TryCheckAsync(UnclearCall call)
    {
        try
        {
            return await operations.CheckAsync(call, CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbUpdateException || DbErrors.IsUnavailable(exception))
        {
            // It was sent, so the answer stays "not known"; the open intent becomes a check once the database is back.
            LogNotTracked(logger, call.Tenant, null, exception);
            return null;
        }
    }

    private async Task TrackAsync(GatewayScope scope, AuditCall call, AuditIntent? intent, Answer.Accepted accepted, long started)
    {
        if (intent is null || (scope.Operation.Class is not OperationClass.Async && !UnclearRequest.StartsOperation(scope.Operation.Id, call.Request)))
        {
            return;
        }

        try
        {
            if (accepted.OperationId is { } operationId)
            {
                await operations.TrackAsync(
                    new StartedOperation(
                        scope.Tenant.Id, operationId, scope.Operation.Id, accepted.BlockchainId ?? call.BlockchainId, accepted.BlockchainName,
                        scope.Session.UserName, intent.Id, Since(started)),
                    CancellationToken.None);
            }
            else
            {
                // Accepted without an id, as in the reference's older form and for an invitation that was accepted: the record is looked for.
                await operations.CheckAsync(
                    new UnclearCall(
                        scope.Tenant.Id, intent, scope.Operation.Id, accepted.BlockchainId ?? call.BlockchainId, call.Request, scope.Session.UserName,
                        Since(started)),
                    CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is DbUpdateException || DbErrors.IsUnavailable(exception))
        {
            // The caller still gets upstream's answer; the discovery poll finds the operation.
            LogNotTracked(logger, scope.Tenant.Id, accepted.OperationId, exception);
        }
    }

    private async Task WriteAsync(HttpContext context, GatewayScope scope, Forwarded forwarded, string? key)
    {
        if (key is not null)
        {
            await KeepAnswerAsync(scope, forwarded, key);
        }

        // What is not JSON and not a file never reaches a browser as a page of this origin.
        if (scope.Operation.Class is not OperationClass.Reveals || forwarded.Status >= 400)
        {
            context.Response.ContentType = "application/json";
        }

        context.Response.ContentLength = forwarded.Body.Length;
        await context.Response.Body.WriteAsync(forwarded.Body, context.RequestAborted);
    }

    private async Task KeepAnswerAsync(GatewayScope scope, Forwarded forwarded, string key)
    {
        try
        {
            // A refusal that can pass is not kept: the same key may be tried again.
            if (forwarded.Status is 429 or >= 500 || forwarded.Body.Length > GatewayLimits.ReplayedAnswer)
            {
                await keys.ReleaseAsync(scope.Tenant.Id, scope.Session.UserId, key, CancellationToken.None);
            }
            else
            {
                await keys.AnsweredAsync(
                    scope.Tenant.Id, scope.Session.UserId, key, forwarded.Status!.Value, "application/json", forwarded.Body);
            }
        }
        catch (Exception exception) when (exception is DbUpdateException || DbErrors.IsUnavailable(exception))
        {
            keys.Abandon(scope.Tenant.Id, scope.Session.UserId, key);
            LogKeyNotKept(logger, scope.Tenant.Id, exception);
        }
    }

    private async Task RecordAsync(HttpContext context, AuditCall call, AuditIntent? intent, AuditResult result)
    {
        if (intent is null)
        {
            context.Response.Headers[BffHeaders.AuditId] = await audit.RecordAsync(call, result, CancellationToken.None);
            return;
        }

        try
        {
            await audit.OutcomeAsync(intent, result, CancellationToken.None);
        }
        catch (AuditUnavailableException exception)
        {
            // Upstream has acted and the caller has a right to its answer; the open intent is settled by reconciliation.
            LogOutcomeOpen(logger, intent.Id, exception);
        }
    }

    private async Task FinishReleasedAsync(
        HttpContext context, GatewayScope scope, AuditCall call, AuditIntent? intent, byte[] body, Forwarded forwarded, long started)
    {
        if (intent is not null)
        {
            await RecordAsync(
                context, call, intent,
                Result(forwarded.Whole ? AuditOutcomes.Succeeded : AuditOutcomes.Unknown, forwarded.Status, started) with { File = forwarded.File?.ToText() });
        }

        if (!forwarded.Whole)
        {
            context.Abort();
            return;
        }

        await observers.TellAsync(context, scope, call, intent, body, forwarded);
    }

    private async Task TryReleaseAsync(GatewayScope scope, string? key)
    {
        if (key is null)
        {
            return;
        }

        try
        {
            await keys.ReleaseAsync(scope.Tenant.Id, scope.Session.UserId, key, CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbUpdateException || DbErrors.IsUnavailable(exception))
        {
            keys.Abandon(scope.Tenant.Id, scope.Session.UserId, key);
            LogKeyNotKept(logger, scope.Tenant.Id, exception);
        }
    }

    // Whatever the call started, the portal cannot have seen before it was sent; a poll may well see it before the answer is here.
    private DateTimeOffset Since(long started) => time.GetUtcNow() - Stopwatch.GetElapsedTime(started);

    private static AuditIntent Intent(string auditId) => AuditEntryId.TryParse(auditId, out var tenant, out var seq)
        ? new AuditIntent(auditId, tenant, seq)
        : throw new InvalidOperationException("An idempotency key names an audit record that is none.");

    /// <summary>Takes back what the forwarder set for an answer that is not passed on; when it fails half-way it has taken back the audit id as well.</summary>
    private static void Clear(HttpContext context, AuditIntent? intent)
    {
        context.Response.Clear();
        if (intent is not null)
        {
            context.Response.Headers[BffHeaders.AuditId] = intent.Id;
        }
    }

    private static AuditResult Result(string outcome, int? status, long started) => new(outcome)
    {
        Status = status, DurationMs = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
    };

    [LoggerMessage(170, LogLevel.Error, "Operation {OperationId} of tenant {Tenant} could not be stored; the discovery poll will find it")]
    private static partial void LogNotTracked(ILogger logger, string tenant, string? operationId, Exception exception);

    [LoggerMessage(171, LogLevel.Warning, "An idempotency key of tenant {Tenant} could not be kept")]
    private static partial void LogKeyNotKept(ILogger logger, string tenant, Exception exception);

    [LoggerMessage(172, LogLevel.Error, "The outcome of {AuditId} could not be recorded; reconciliation will settle it")]
    private static partial void LogOutcomeOpen(ILogger logger, string auditId, Exception exception);
}
