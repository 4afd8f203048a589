using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Monitoring;

/// <summary>Finds operations of a service without going through its whole past.</summary>
internal static class RecentOperations
{
    /// <summary>Longest that an operation is looked back for; one that runs still is always found.</summary>
    private const long Longest = 24 * 60 * SignalSource.Minute;

    /// <summary>Operations that may have been running at some time since a moment.</summary>
    public static IEnumerable<OperationState> Of(TenantState tenant, ServiceState service, long since)
    {
        foreach (var running in tenant.Running.Where(o => o.ServiceId == service.Id))
        {
            yield return running;
        }

        for (var i = tenant.Operations.Count - 1; i >= 0 && tenant.Operations[i].RecordedAt >= since - Longest; i--)
        {
            if (tenant.Operations[i] is { Settled: true } operation && operation.ServiceId == service.Id)
            {
                yield return operation;
            }
        }
    }
}
