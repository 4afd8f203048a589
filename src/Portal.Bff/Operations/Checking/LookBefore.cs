using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Iam;
using Portal.Bff.Identity;

namespace Portal.Bff.Operations.Checking;

/// <summary>
/// Looks at what a change is about before it is sent, so that its effect can be told from what was there already. With the tenant's credential, as the
/// check later does, and only for somebody who may read the same. Without a look the change goes on; should its answer be lost, nothing proves it.
/// </summary>
internal sealed partial class LookBefore(ITenantClients clients, IAccessEngine access, TimeProvider time, ILogger<LookBefore> logger)
{
    /// <summary>How long it may keep a change waiting.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>The call with what was seen.</summary>
    public async Task<AuditCall> AddToAsync(PortalSession session, AuditCall call, CancellationToken cancellationToken)
    {
        if (ChangeProofs.Find(call.Operation) is not { View: { } view } proof || proof.Asks(ChangeCall.Of(call)).Count == 0)
        {
            return call;
        }

        using var timer = new CancellationTokenSource(Longest, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            if (!(await access.ActionsAsync(session, call.Tenant, limit.Token)).Contains(view.Read.Action)
                || await clients.ForAsync(call.Tenant, limit.Token) is not { } client)
            {
                return call;
            }

            var looked = time.GetUtcNow();
            var seen = await view.LookAsync(client, ChangeCall.Of(call), limit.Token);
            return BeforeChange.AddTo(call, proof, seen, looked, client.AnsweredAt);
        }
#pragma warning disable CA1031 // Whatever keeps the portal from looking must not keep the change from being made.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNoLook(logger, call.Operation, call.Tenant, exception.Message);
            return call;
        }
    }

    [LoggerMessage(721, LogLevel.Information, "No look before {Operation} for tenant {Tenant}: {Reason}")]
    private static partial void LogNoLook(ILogger logger, string operation, string tenant, string reason);
}
