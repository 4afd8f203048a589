using Portal.Bff.Operations;
using Portal.Bff.Platform.Problems;
using Portal.Contracts.Audit;

namespace Portal.Bff.Gateway;

/// <summary>Records how a call ended, hands what it started to the operations, and ends what it held. Nothing is answered before that.</summary>
internal sealed partial class SettleStage(CallOutcomes outcomes, KeySettling keys, AnswerObservers observers, PassKeeping passes, ILogger<SettleStage> logger) : ICallStage
{
    public Task<bool> RunAsync(GatewayCall call) => call.Verdict switch
    {
        CallVerdict.Streamed streamed => StreamedAsync(call, streamed.Whole),
        CallVerdict.Accepted accepted => AcceptedAsync(call, accepted.Answer),
        CallVerdict.Refused refused => RefusedAsync(call, refused.Code),
        CallVerdict.NotDone not => NotDoneAsync(call, not),
        CallVerdict.Cancelled => CancelledAsync(call),
        _ => UnclearAsync(call),
    };

    private async Task<bool> StreamedAsync(GatewayCall call, bool whole)
    {
        if (call.Intent is not null)
        {
            await outcomes.RecordAsync(call, call.Result(whole ? AuditOutcomes.Succeeded : AuditOutcomes.Unknown, call.Forwarded.Status) with { File = call.Forwarded.File?.ToText() });
        }

        if (!whole)
        {
            call.Context.Abort();
            return false;
        }

        await observers.TellAsync(call);
        return false;
    }

    private async Task<bool> AcceptedAsync(GatewayCall call, Answer.Accepted accepted)
    {
        await outcomes.RecordAsync(
            call, call.Result(AuditOutcomes.Succeeded, call.Forwarded.Status) with { OperationId = accepted.OperationId, File = call.Forwarded.File?.ToText() });
        await outcomes.TrackAsync(call, accepted);
        await observers.TellAsync(call);
        await keys.KeepAsync(call.Key, call.Forwarded.Status!.Value, KeptAnswer.Of(call.Forwarded, accepted));
        return true;
    }

    private async Task<bool> RefusedAsync(GatewayCall call, string? code)
    {
        await outcomes.RecordAsync(call, call.Result(AuditOutcomes.Failed, call.Forwarded.Status) with { UpstreamCode = code });
        await keys.KeepAsync(call.Key, call.Forwarded.Status!.Value, KeptAnswer.Of(call.Forwarded));
        return true;
    }

    // The key may be used again.
    private async Task<bool> NotDoneAsync(GatewayCall call, CallVerdict.NotDone verdict)
    {
        if (call.Forwarded.NotSent is { } reason)
        {
            LogNotSent(logger, call.Operation.Id, call.Tenant.Id, reason);
            call.Context.Features.Set<SentToCloud>(null);
        }

        call.Context.Response.Clear();
        await outcomes.RecordAsync(call, call.Result(AuditOutcomes.Failed, call.Forwarded.Status) with { UpstreamCode = verdict.Problem.Code });
        await keys.ReleaseAsync(call.Key);
        if (verdict.PassRefused)
        {
            await passes.TryRejectAsync(call);
        }

        call.Problem = verdict.Problem;
        return true;
    }

    private async Task<bool> CancelledAsync(GatewayCall call)
    {
        await outcomes.RecordAsync(call, call.Result(AuditOutcomes.Cancelled, call.Forwarded.Status));
        return false;
    }

    private async Task<bool> UnclearAsync(GatewayCall call)
    {
        var intent = call.Intent!;
        call.Context.Response.Clear();

        // Before the check: should the process die between the two, the open intent is still there to tell of it.
        await observers.TellUnclearAsync(call, intent.Id, outcomes.Since(call));

        // Whatever became of its body: a success was answered.
        var operation = await outcomes.TryCheckAsync(call, intent, call.Forwarded.Status is >= 200 and < 300 ? TrackedOperation.Unintelligible : null);

        // Not an answer to be replayed: asked again, the key tells how the operation stands then.
        call.Problem = GatewayProblems.Unclear with { Operation = operation };
        return true;
    }

    [LoggerMessage(173, LogLevel.Warning, "{Operation} of tenant {Tenant} was not sent: {Reason}")]
    private static partial void LogNotSent(ILogger logger, string operation, string tenant, string reason);
}
