using Bcs.Api.Catalogue;

using Portal.Bff.Audit;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Contracts.Operations;

namespace Portal.Bff.Gateway;

/// <summary>Records how calls ended, and hands over to the operations what they started or what has to be found out.</summary>
internal sealed partial class CallOutcomes(IAuditLog audit, IOperationTracker operations, TimeProvider time, ILogger<CallOutcomes> logger)
{
    /// <summary>
    /// Records the end of a call. Without an intent it is the only entry, and nothing is answered without it; an intent that stays open is settled
    /// by reconciliation, and the caller has a right to its answer.
    /// </summary>
    public async Task RecordAsync(GatewayCall call, AuditResult result)
    {
        if (call.Intent is null)
        {
            await audit.RecordAsync(call.Context, call.Audit, result, CancellationToken.None);
            return;
        }

        try
        {
            await audit.OutcomeAsync(call.Intent, result, CancellationToken.None);
        }
        catch (AuditUnavailableException exception)
        {
            LogOutcomeOpen(logger, call.Intent.Id, exception);
        }
    }

    /// <summary>Has the operation followed that an accepted call started, if it started one.</summary>
    public async Task TrackAsync(GatewayCall call, Answer.Accepted accepted)
    {
        var service = accepted.BlockchainId ?? call.Audit.BlockchainId;
        if (call.Intent is null || (call.Operation.Class is not OperationClass.Async && !UnclearRequest.StartsOperation(call.Operation.Id, call.Audit.Request)))
        {
            return;
        }

        try
        {
            if (accepted.OperationId is { } operationId)
            {
                await operations.TrackAsync(
                    new StartedOperation(
                        call.Tenant.Id, operationId, call.Operation.Id, service, accepted.BlockchainName, call.Session.UserName, call.Intent.Id, Since(call)) { RequesterId = call.Session.UserId },
                    CancellationToken.None);
            }
            else
            {
                // Accepted without an id, as in the reference's older form and for an invitation that was accepted: the record is looked for.
                await operations.CheckAsync(Unclear(call, call.Intent, TrackedOperation.Understood) with { BlockchainId = service }, CancellationToken.None);
            }
        }
        catch (Exception exception) when (DbErrors.IsStorage(exception))
        {
            // The caller still gets upstream's answer; the discovery poll finds the operation.
            LogNotTracked(logger, call.Tenant.Id, accepted.OperationId, exception);
        }
    }

    /// <summary>Has it found out what became of a change; null if that could not be stored now. The open intent becomes a check once the database is back.</summary>
    /// <param name="call">The call.</param>
    /// <param name="intent">Its intent.</param>
    /// <param name="answer">What is known of its answer.</param>
    public async Task<OperationDto?> TryCheckAsync(GatewayCall call, AuditIntent intent, string? answer)
    {
        try
        {
            return await operations.CheckAsync(Unclear(call, intent, answer), CancellationToken.None);
        }
        catch (Exception exception) when (DbErrors.IsStorage(exception))
        {
            LogNotTracked(logger, call.Tenant.Id, null, exception);
            return null;
        }
    }

    /// <summary>When a call came. Whatever it started, the portal cannot have seen before; a poll may well see it before the answer is here.</summary>
    public DateTimeOffset Since(GatewayCall call) => time.GetUtcNow() - call.Elapsed;

    private UnclearCall Unclear(GatewayCall call, AuditIntent intent, string? answer) =>
        new(call.Tenant.Id, intent, call.Operation.Id, call.Audit.BlockchainId, call.Audit.Request, call.Session.UserName, Since(call))
        {
            RequesterId = call.Session.UserId, Answer = answer,
        };

    [LoggerMessage(170, LogLevel.Error, "Operation {OperationId} of tenant {Tenant} could not be stored; the discovery poll will find it")]
    private static partial void LogNotTracked(ILogger logger, string tenant, string? operationId, Exception exception);

    [LoggerMessage(172, LogLevel.Error, "The outcome of {AuditId} could not be recorded; reconciliation will settle it")]
    private static partial void LogOutcomeOpen(ILogger logger, string auditId, Exception exception);
}
