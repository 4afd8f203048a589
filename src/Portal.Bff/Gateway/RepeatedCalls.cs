using System.Diagnostics;
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

    /// <summary>Gives the kept answer again.</summary>
    public async Task ReplayAsync(HttpContext context, GatewayScope scope, AuditCall call, long started, KeyClaim.Replay replay)
    {
        NoteSent(context, scope, replay.AuditId);
        await RecordAsync(context, call, replay.AuditId, replay.Status, started);
        context.Response.StatusCode = replay.Status;
        context.Response.ContentType = replay.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(replay.Answer, context.RequestAborted);
    }

    /// <summary>Answers with what is known of a change without a clear answer. False if it was not made: its key is free, and the request is as new.</summary>
    public async Task<bool> TryAnswerAsync(
        HttpContext context, GatewayScope scope, AuditCall call, byte[] body, long started, KeyClaim.Orphaned orphan, string key)
    {
        NoteSent(context, scope, orphan.AuditId);
        var known = await settled.FindAsync(scope.Tenant.Id, orphan.AuditId, context.RequestAborted);
        switch (known?.Outcome)
        {
            case null:
                await RecordAsync(context, call, orphan.AuditId, GatewayProblems.Unclear.Status, started);
                await (GatewayProblems.Unclear with { Operation = await CheckAsync(context, scope, call, body, orphan) }).ExecuteAsync(context);
                break;
            case AuditOutcomes.Failed or AuditOutcomes.Denied:
                await keys.ReleaseAsync(scope.Tenant.Id, scope.Session.UserId, key, orphan.AuditId, context.RequestAborted);
                context.Features.Set<SentToCloud>(null);
                AuditAnswers.Name(context, null);
                return false;
            case AuditOutcomes.Succeeded:
                await RecordAsync(context, call, orphan.AuditId, StatusCodes.Status200OK, started);

                // In the form in which the cloud answers a change, with as much as is known.
                context.Response.Headers.CacheControl = "no-store";
                await context.Response.WriteAsJsonAsync(
                    new Done(known.OperationId, known.Operation?.BlockchainId, known.Operation?.BlockchainName, "success"), Json, context.RequestAborted);
                break;
            default:
                await RecordAsync(context, call, orphan.AuditId, Undetermined.Status, started);
                await (Undetermined with { Detail = $"The portal looked for a quarter of an hour and will not look again. {ByHand.Of(scope.Operation.Id)} Send the change again, under a new key, only if it is not there.", Operation = known.Operation })
                    .ExecuteAsync(context);
                break;
        }

        return true;
    }

    // Another request has sent it: whatever fails now, that stays true, and its record tells of it.
    private static void NoteSent(HttpContext context, GatewayScope scope, string? auditId)
    {
        context.Features.Set(new SentToCloud(scope.Operation.Changes));
        AuditAnswers.Name(context, auditId);
    }

    private async Task<OperationDto> CheckAsync(
        HttpContext context, GatewayScope scope, AuditCall call, byte[] body, KeyClaim.Orphaned orphan)
    {
        await observers.TellUnclearAsync(context, scope, call, orphan.AuditId, body, orphan.SentAt);
        return await operations.CheckAsync(
            new UnclearCall(
                scope.Tenant.Id, Intent(orphan.AuditId), scope.Operation.Id, call.BlockchainId, call.Request, scope.Session.UserName, orphan.SentAt) { RequesterId = scope.Session.UserId },
            CancellationToken.None);
    }

    private ValueTask<string> RecordAsync(HttpContext context, AuditCall call, string? auditId, int status, long started) => audit.RecordAsync(
        call with
        {
            Operation = AuditEvents.ReplayedAnswer, RequestSha256 = null,
            Request = JsonSerializer.Serialize(new { operation = call.Operation, auditId }),
        },
        new AuditResult(AuditOutcomes.Succeeded) { Status = status, DurationMs = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds },
        context.RequestAborted);

    private static AuditIntent Intent(string auditId) => AuditEntryId.TryParse(auditId, out var tenant, out var seq)
        ? new AuditIntent(auditId, tenant, seq)
        : throw new InvalidOperationException("An idempotency key names an audit record that is none.");

    private sealed record Done(
        [property: System.Text.Json.Serialization.JsonPropertyName("operation_id")] string? OperationId,
        [property: System.Text.Json.Serialization.JsonPropertyName("blockchain_id")] string? BlockchainId,
        [property: System.Text.Json.Serialization.JsonPropertyName("blockchain_name")] string? BlockchainName,
        [property: System.Text.Json.Serialization.JsonPropertyName("result")] string Result);
}
