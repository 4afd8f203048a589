using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>Starts operations and applies what those that are over have done. Called with the world's gate held.</summary>
internal static class OperationEngine
{
    /// <summary>Applies every operation of the tenant that is over by now, in the order in which they ended.</summary>
    public static void Settle(TenantState tenant, long now)
    {
        while (tenant.Running
            .Select(o => (Operation: o, EndsAt: OperationTimeline.EndsAt(o)))
            .Where(o => o.EndsAt <= now)
            .OrderBy(o => o.EndsAt)
            .FirstOrDefault() is { Operation: { } operation })
        {
            Apply(tenant, operation);
            operation.Settled = true;
            tenant.Running.Remove(operation);
        }
    }

    /// <summary>Lets operations go on that were stalled.</summary>
    public static void Resume(TenantState tenant, long now)
    {
        foreach (var operation in tenant.Running.Where(o => o is { StallsAt: not null, ResumedAt: null }))
        {
            operation.ResumedAt = now;
        }
    }

    /// <summary>Begins an operation and marks its service as busy.</summary>
    public static void Start(TenantState tenant, ServiceState service, OperationState operation, FaultRule? fault)
    {
        if (fault?.FailAtStep is { } failure)
        {
            operation.FailsAt = failure.Step;
            operation.ErrorCode = failure.Code;
            operation.ErrorMessage = failure.Message;
        }

        operation.StallsAt = fault?.StallAtStep;
        service.CurrentOperation = operation.Id;
        tenant.Add(operation);
    }

    private static void Apply(TenantState tenant, OperationState operation)
    {
        if (tenant.FindService(operation.ServiceId) is not { } service)
        {
            return;
        }

        var failed = OperationTimeline.Fails(operation);
        service.CurrentOperation = null;
        switch (operation.Kind)
        {
            case OperationKind.CreateService:
                service.Status = failed ? "Abnormal" : "Normal";
                service.DeployStatus = failed ? 2 : 1;
                AddChannels(service, operation, failed);
                break;
            case OperationKind.DeleteService when failed:
                service.Status = "Abnormal";
                break;
            case OperationKind.DeleteService:
                tenant.Services.Remove(service);
                break;
            case OperationKind.CreateChannels:
                AddChannels(service, operation, failed);
                break;
        }
    }

    private static void AddChannels(ServiceState service, OperationState operation, bool failed)
    {
        if (failed)
        {
            return;
        }

        foreach (var channel in operation.NewChannels)
        {
            channel.CreatedAt = OperationTimeline.EndOf(operation, OperationPlans.ChannelPart(channel.Name));
            service.Channels.Add(channel);
        }
    }
}
