using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>Starts operations and applies what those that are over have done. Called with the world's gate held.</summary>
internal static class OperationEngine
{
    /// <summary>Applies every operation of every tenant that is over by now, in the order in which they ended.</summary>
    public static void Settle(SandboxWorld world, long now)
    {
        while (NextOver(world, now) is var (tenant, operation))
        {
            OperationEffects.Apply(world.State, tenant, operation);
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
    /// <param name="world">All state.</param>
    /// <param name="tenant">Owner of the service.</param>
    /// <param name="service">What is changed.</param>
    /// <param name="kind">How.</param>
    /// <param name="plan">Its steps.</param>
    /// <param name="fault">Rule that met the call, or null.</param>
    /// <param name="detail">Adds what the effect needs to know.</param>
    public static OperationState Begin(
        SandboxWorld world, TenantState tenant, ServiceState service, OperationKind kind, Func<OperationPlans, IReadOnlyList<StepPlan>> plan,
        FaultRule? fault, Action<OperationState>? detail = null)
    {
        var type = OperationTypes.Of(kind);
        var name = world.NextName(kind.ToString());
        var (id, recordedAt) = world.NextOperation(type);
        var operation = new OperationState
        {
            Id = id,
            Type = type,
            Kind = kind,
            ServiceId = service.Id,
            ServiceName = service.Name,
            Cluster = service.Cluster,
            RecordedAt = recordedAt,
            Steps = plan(new OperationPlans(world.Seed, name)),
        };
        detail?.Invoke(operation);
        Start(tenant, service, operation, fault);
        return operation;
    }

    private static void Start(TenantState tenant, ServiceState service, OperationState operation, FaultRule? fault)
    {
        if (fault?.FailAtStep is { } failure)
        {
            operation.FailsAt = failure.Step;
            operation.ErrorCode = failure.Code;
            operation.ErrorMessage = failure.Message;
        }

        operation.StallsAt = fault?.StallAtStep;
        operation.HiddenUntil = fault?.RecordsHiddenSeconds is { } hidden ? operation.RecordedAt + SandboxClock.Seconds(hidden) : 0;
        if (fault?.JumpToStep is { } target)
        {
            operation.Steps = Jumped(operation.Steps, target);
        }

        service.CurrentOperation = operation.Id;
        tenant.Add(operation);
    }

    private static (TenantState Tenant, OperationState Operation)? NextOver(SandboxWorld world, long now)
    {
        (TenantState, OperationState)? first = null;
        var earliest = long.MaxValue;
        foreach (var tenant in world.Tenants)
        {
            foreach (var operation in tenant.Running)
            {
                if (OperationTimeline.EndsAt(operation) is { } end && end <= now && end < earliest)
                {
                    (first, earliest) = ((tenant, operation), end);
                }
            }
        }

        return first;
    }

    /// <summary>The steps, of which those before the target take no time; as they were if none is called so.</summary>
    private static IReadOnlyList<StepPlan> Jumped(IReadOnlyList<StepPlan> steps, string target)
    {
        var reached = target != FaultRule.End && !steps.Any(s => s.Name == target || s.SubSteps.Any(p => p.Name == target));
        return
        [
            .. steps.Select(s => s with
            {
                SubSteps = [.. s.SubSteps.Select(p => (reached |= s.Name == target || p.Name == target) ? p : p with { Duration = 0 })],
            }),
        ];
    }
}
