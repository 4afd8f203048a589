using Portal.Bff.Audit;
using Portal.Bff.Operations.Checking;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Gateway;

/// <summary>Records what is about to be sent, where that needs a record before: with how the things stand that it names, and under its key.</summary>
internal sealed class RecordStage(LookBefore before, IAuditLog audit, IdempotencyKeys keys, KeySettling settling, CallOutcomes outcomes) : ICallStage
{
    public async Task<bool> RunAsync(GatewayCall call)
    {
        if (!call.Operation.NeedsIntent)
        {
            return true;
        }

        try
        {
            call.Audit = await before.AddToAsync(call.Session, call.Audit, call.Context.RequestAborted);
            call.Intent = await audit.IntentAsync(call.Context, call.Audit);
            if (call.Key is not null)
            {
                await keys.SentAsync(call.Key, call.Intent.Id);
            }

            return true;
        }
        catch (KeyTakenException)
        {
            await NotSentAsync(call, StatusCodes.Status409Conflict, ProblemCodes.IdempotencyBusy);
            await GatewayProblems.Busy.ExecuteAsync(call.Context);
            return false;
        }
        catch
        {
            await NotSentAsync(call, StatusCodes.Status503ServiceUnavailable, ProblemCodes.StorageUnavailable);
            throw;
        }
    }

    // The record says so and the key is free again, as far as the database can still be told.
    private async Task NotSentAsync(GatewayCall call, int status, string code)
    {
        if (call.Intent is not null)
        {
            await outcomes.RecordAsync(call, call.Result(AuditOutcomes.Failed, status) with { UpstreamCode = code });
        }

        await settling.ReleaseAsync(call.Key);
    }
}
