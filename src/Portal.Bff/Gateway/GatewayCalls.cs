using Portal.Bff.Audit;
using Portal.Bff.Iam;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Gateway;

/// <summary>
/// Sends an allowed call upstream: intent before a change, forwarding by YARP, judgement of the whole answer, outcome,
/// and what the change started handed to the operations. A change goes on to its end even when the caller is gone.
/// </summary>
internal sealed partial class GatewayCalls(
    GatewayForwarder forwarder, TokenVault tokens, IdempotencyKeys keys, IAuditLog audit, LookBefore before, CallOutcomes outcomes, KeySettling settling,
    AnswerObservers observers, InFlight inFlight, ILogger<GatewayCalls> logger)
{
    /// <summary>Sends a call and writes the caller's answer.</summary>
    public async Task SendAsync(GatewayCall call)
    {
        if (call.Scope.Operation.NeedsIntent)
        {
            call = await WithIntentAsync(call);
        }

        using var flight = call.Intent is null ? null : inFlight.Enter(call.Intent.Id);
        call.Context.Features.Set(new SentToCloud(call.Scope.Operation.Changes));
        var forwarded = await ForwardAsync(call);
        if (forwarded.PassRefused && await FresherAsync(call) is { } fresher)
        {
            forwarded.Dispose();
            call.Context.Response.Clear();
            call = call with { Pass = fresher };
            forwarded = await ForwardAsync(call);
        }

        using (forwarded)
        {
            await (forwarded.Released ? FinishReleasedAsync(call, forwarded) : AnswerAsync(call, forwarded));
        }
    }

    private Task<Forwarded> ForwardAsync(GatewayCall call) => forwarder.ForwardAsync(
        call.Context, call.Scope.Operation, call.Target, call.Body, call.Pass, observers.Held(call.Scope.Operation), async status =>
        {
            // A long read is recorded before its first byte leaves; whatever has an intent is recorded when it is over.
            if (call.Intent is null)
            {
                await outcomes.RecordAsync(call, call.Result(AuditOutcomes.Succeeded, status));
            }
        });

    // A 401 proves that the cloud did nothing. The tenant's own token is renewed without anybody being asked; a person's needs the person.
    private async Task<TokenLookup.Usable?> FresherAsync(GatewayCall call)
    {
        if (!call.Scope.Session.ActsByTenant || call.Pass is not TokenLookup.Found)
        {
            return null;
        }

        await TryRejectPassAsync(call);
        try
        {
            return await tokens.ForSessionAsync(call.Scope.Session, call.Scope.Tenant, CancellationToken.None) as TokenLookup.Usable;
        }
        catch (Exception exception) when (DbErrors.IsStorage(exception))
        {
            return null;
        }
    }

    private async Task<GatewayCall> WithIntentAsync(GatewayCall call)
    {
        try
        {
            call = call with { Audit = await before.AddToAsync(call.Scope.Session, call.Audit, call.Context.RequestAborted) };
            call = call with { Intent = await audit.IntentAsync(call.Context, call.Audit) };
            if (call.Key is not null)
            {
                await keys.SentAsync(call.Key, call.Intent.Id);
            }

            return call;
        }
        catch (Exception exception)
        {
            // Nothing was sent: the record says so and the key is free again, as far as the database can still be told.
            if (call.Intent is not null)
            {
                var (status, code) = exception is KeyTakenException
                    ? (StatusCodes.Status409Conflict, ProblemCodes.IdempotencyBusy)
                    : (StatusCodes.Status503ServiceUnavailable, ProblemCodes.StorageUnavailable);
                await outcomes.RecordAsync(call, call.Result(AuditOutcomes.Failed, status) with { UpstreamCode = code });
            }

            await settling.ReleaseAsync(call.Key);
            throw;
        }
    }

    private async Task AnswerAsync(GatewayCall call, Forwarded forwarded)
    {
        if (forwarded.PassRefused)
        {
            await RefuseAsync(
                call, call.Pass is TokenLookup.Key || call.Scope.Session.ActsByTenant ? GatewayProblems.CredentialRefused : GatewayProblems.SignInAgain, forwarded, () => TryRejectPassAsync(call));
            return;
        }

        if (forwarded.NotSent is { } reason)
        {
            LogNotSent(logger, call.Scope.Operation.Id, call.Scope.Tenant.Id, reason);
            call.Context.Features.Set<SentToCloud>(null);
            await RefuseAsync(call, GatewayProblems.NotSent, forwarded);
            return;
        }

        switch (AnswerJudge.Judge(forwarded.Status, forwarded.Whole, forwarded.Body))
        {
            case Answer.Accepted accepted:
                await outcomes.RecordAsync(
                    call, call.Result(AuditOutcomes.Succeeded, forwarded.Status) with { OperationId = accepted.OperationId, File = forwarded.File?.ToText() });
                await outcomes.TrackAsync(call, accepted);
                await TellAsync(call, forwarded);
                await WriteAsync(call, forwarded, KeptAnswer.Of(forwarded, accepted));
                break;
            case Answer.Refused refused:
                await outcomes.RecordAsync(call, call.Result(AuditOutcomes.Failed, forwarded.Status) with { UpstreamCode = refused.Code });
                await WriteAsync(call, forwarded, KeptAnswer.Of(forwarded));
                break;
            case Answer.RefusedByStatus:
                await RefuseAsync(call, GatewayProblems.Refused(forwarded.Status!.Value), forwarded);
                break;
            default:
                await AnswerUnclearAsync(call, forwarded);
                break;
        }
    }

    /// <summary>Nothing was done: says so in the portal's own words, and the key may be used again.</summary>
    private async Task RefuseAsync(GatewayCall call, PortalProblem problem, Forwarded forwarded, Func<Task>? settled = null)
    {
        call.Context.Response.Clear();
        await outcomes.RecordAsync(call, call.Result(AuditOutcomes.Failed, forwarded.Status) with { UpstreamCode = problem.Code });
        await settling.ReleaseAsync(call.Key);
        if (settled is not null)
        {
            await settled();
        }

        call.Context.Response.Headers.RetryAfter = forwarded.RetryAfter;
        await problem.ExecuteAsync(call.Context);
    }

    private async Task TryRejectPassAsync(GatewayCall call)
    {
        try
        {
            await tokens.RejectAsync(call.Scope.Session, call.Scope.Tenant.Id, call.Pass, CancellationToken.None);
        }
        catch (Exception exception) when (DbErrors.IsStorage(exception))
        {
            LogPassKept(logger, call.Scope.Tenant.Id, exception);
        }
    }

    private async Task AnswerUnclearAsync(GatewayCall call, Forwarded forwarded)
    {
        if (call.Intent is null && forwarded.Cancelled)
        {
            // There is nobody left to answer.
            await outcomes.RecordAsync(call, call.Result(AuditOutcomes.Cancelled, forwarded.Status));
            return;
        }

        if (call.Intent is null || !call.Scope.Operation.Changes)
        {
            await RefuseAsync(call, GatewayProblems.NoAnswer(forwarded.Status), forwarded);
            return;
        }

        call.Context.Response.Clear();

        // Before the check: should the process die between the two, the open intent is still there to tell of it.
        await observers.TellUnclearAsync(call.Context, call.Scope, call.Audit, call.Intent.Id, call.Body, outcomes.Since(call));

        // Whatever became of its body: a success was answered.
        var operation = await outcomes.TryCheckAsync(call, call.Intent, forwarded.Status is >= 200 and < 300 ? TrackedOperation.Unintelligible : null);

        // Not an answer to be replayed: asked again, the key tells how the operation stands then.
        await (GatewayProblems.Unclear with { Operation = operation }).ExecuteAsync(call.Context);
    }

    private async Task WriteAsync(GatewayCall call, Forwarded forwarded, byte[]? kept)
    {
        await settling.KeepAsync(call.Key, forwarded.Status!.Value, kept);
        var response = call.Context.Response;
        response.ContentType = "application/json";
        response.ContentLength = forwarded.Body.Length;
        await response.Body.WriteAsync(forwarded.Body, call.Context.RequestAborted);
    }

    private async Task FinishReleasedAsync(GatewayCall call, Forwarded forwarded)
    {
        if (call.Intent is not null)
        {
            await outcomes.RecordAsync(
                call, call.Result(forwarded.Whole ? AuditOutcomes.Succeeded : AuditOutcomes.Unknown, forwarded.Status) with { File = forwarded.File?.ToText() });
        }

        if (!forwarded.Whole)
        {
            call.Context.Abort();
            return;
        }

        await TellAsync(call, forwarded);
    }

    private Task TellAsync(GatewayCall call, Forwarded forwarded) =>
        observers.TellAsync(call.Context, call.Scope, call.Audit, call.Intent, call.Body, forwarded);

    [LoggerMessage(173, LogLevel.Warning, "{Operation} of tenant {Tenant} was not sent: {Reason}")]
    private static partial void LogNotSent(ILogger logger, string operation, string tenant, string reason);

    [LoggerMessage(174, LogLevel.Warning, "A token of tenant {Tenant} that the cloud refused could not be dropped; the next call that it is refused for drops it")]
    private static partial void LogPassKept(ILogger logger, string tenant, Exception exception);
}
