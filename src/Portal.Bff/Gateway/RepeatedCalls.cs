using System.Text.Json;

using Portal.Bff.Audit;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;

namespace Portal.Bff.Gateway;

/// <summary>
/// Answers a request whose key stands for a change that another request has sent. Nothing is sent, but whoever has the key gets an answer: that is
/// recorded, and the answer names the record of the change.
/// </summary>
internal sealed class RepeatedCalls(SettledCalls settled, IdempotencyKeys keys, AnswerObservers observers, IOperationTracker operations, IAuditLog audit)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly PortalProblem Undetermined = new(
        StatusCodes.Status409Conflict, ProblemCodes.OutcomeUndetermined, "It could not be found out whether the change was made.", "");

    /// <summary>Gives the kept answer again. Always false: the call ends.</summary>
    public async Task<bool> ReplayAsync(GatewayCall call, KeyClaim.Replay replay)
    {
        var context = call.Context;
        NoteSent(call, replay.AuditId);
        await RecordAsync(call, replay.AuditId, replay.Status);
        context.Response.StatusCode = replay.Status;
        context.Response.ContentType = replay.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(replay.Answer, context.RequestAborted);
        return false;
    }

    /// <summary>Answers with what is known of a change without a clear answer. False if it was not made: its key is free, and the request is as new.</summary>
    public async Task<bool> TryAnswerAsync(GatewayCall call, KeyClaim.Orphaned orphan, string key)
    {
        var context = call.Context;
        NoteSent(call, orphan.AuditId);
        var known = await settled.FindAsync(call.Tenant.Id, orphan.AuditId, context.RequestAborted);
        switch (known?.Outcome)
        {
            case null:
                await RecordAsync(call, orphan.AuditId, GatewayProblems.Unclear.Status);
                await (GatewayProblems.Unclear with { Operation = await CheckAsync(call, orphan) }).ExecuteAsync(context);
                break;
            case AuditOutcomes.Failed or AuditOutcomes.Denied:
                await keys.ReleaseAsync(call.Tenant.Id, call.Session.UserId, key, orphan.AuditId, context.RequestAborted);
                context.Features.Set<SentToCloud>(null);
                AuditAnswers.Name(context, null);
                return false;
            case AuditOutcomes.Succeeded:
                await RecordAsync(call, orphan.AuditId, StatusCodes.Status200OK);

                // In the form in which the cloud answers a change, with as much as is known.
                context.Response.Headers.CacheControl = "no-store";
                await context.Response.WriteAsJsonAsync(
                    new Done(known.OperationId, known.Operation?.BlockchainId, known.Operation?.BlockchainName, "success"), Json, context.RequestAborted);
                break;
            default:
                await RecordAsync(call, orphan.AuditId, Undetermined.Status);
                await (Undetermined with { Detail = $"The portal looked for a quarter of an hour and will not look again. {ByHand.Of(call.Operation.Id)} Send the change again, under a new key, only if it is not there.", Operation = known.Operation })
                    .ExecuteAsync(context);
                break;
        }

        return true;
    }

    // Another request has sent it: whatever fails now, that stays true, and its record tells of it.
    private static void NoteSent(GatewayCall call, string? auditId)
    {
        call.Context.Features.Set(new SentToCloud(call.Operation.Changes));
        AuditAnswers.Name(call.Context, auditId);
    }

    private async Task<OperationDto> CheckAsync(GatewayCall call, KeyClaim.Orphaned orphan)
    {
        await observers.TellUnclearAsync(call, orphan.AuditId, orphan.SentAt);
        return await operations.CheckAsync(
            new UnclearCall(
                call.Tenant.Id, Intent(orphan.AuditId), call.Operation.Id, call.Audit.BlockchainId, call.Audit.Request, call.Session.UserName, orphan.SentAt) { RequesterId = call.Session.UserId },
            CancellationToken.None);
    }

    private ValueTask<string> RecordAsync(GatewayCall call, string? auditId, int status) => audit.RecordAsync(
        call.Audit with
        {
            Operation = AuditEvents.ReplayedAnswer, RequestSha256 = null,
            Request = JsonSerializer.Serialize(new { operation = call.Audit.Operation, auditId }),
        },
        call.Result(AuditOutcomes.Succeeded, status),
        call.Context.RequestAborted);

    private static AuditIntent Intent(string auditId) => AuditEntryId.TryParse(auditId, out var tenant, out var seq)
        ? new AuditIntent(auditId, tenant, seq)
        : throw new InvalidOperationException("An idempotency key names an audit record that is none.");

    private sealed record Done(
        [property: System.Text.Json.Serialization.JsonPropertyName("operation_id")] string? OperationId,
        [property: System.Text.Json.Serialization.JsonPropertyName("blockchain_id")] string? BlockchainId,
        [property: System.Text.Json.Serialization.JsonPropertyName("blockchain_name")] string? BlockchainName,
        [property: System.Text.Json.Serialization.JsonPropertyName("result")] string Result);
}
