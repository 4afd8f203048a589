using Portal.Bff.Iam;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Problems;
using Portal.Contracts.Audit;

namespace Portal.Bff.Gateway;

/// <summary>Sends a call to the cloud and holds its answer, or lets it stream.</summary>
internal sealed class SendStage(GatewayForwarder forwarder, PassKeeping passes, AnswerObservers observers, CallOutcomes outcomes, InFlight inFlight) : ICallStage
{
    public async Task<bool> RunAsync(GatewayCall call)
    {
        if (call.Intent is not null)
        {
            call.EndWith(inFlight.Enter(call.Intent.Id).Dispose);
        }

        call.Context.Features.Set(new SentToCloud(call.Operation.Changes));
        call.Forwarded = await ForwardAsync(call);
        if (call.Forwarded.PassRefused && (call.Renewal = await passes.RenewAsync(call)) is TokenLookup.Usable fresher)
        {
            call.Forwarded.Dispose();
            call.Context.Response.Clear();
            call.Pass = fresher;
            call.Forwarded = await ForwardAsync(call);
        }

        call.EndWith(call.Forwarded.Dispose);
        return true;
    }

    // A long read is recorded before its first byte leaves; whatever has an intent is recorded when it is over.
    private Task<Forwarded> ForwardAsync(GatewayCall call) => forwarder.ForwardAsync(
        call, observers.Held(call.Operation), status => call.Intent is null ? outcomes.RecordAsync(call, call.Result(AuditOutcomes.Succeeded, status)) : Task.CompletedTask);
}
