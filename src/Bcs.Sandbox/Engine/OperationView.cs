using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>How far an operation is at one moment.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Status">Operation status of section 5.1.17.</param>
/// <param name="Steps">Its steps, in order.</param>
internal sealed record OperationView(OperationState Operation, string Status, IReadOnlyList<StepView> Steps)
{
    /// <summary>All sub-steps, in order.</summary>
    public IEnumerable<SubStepView> SubSteps => Steps.SelectMany(s => s.SubSteps);
}

/// <summary>How far a step is.</summary>
/// <param name="Plan">The step.</param>
/// <param name="Status">waiting, processing, finished or failed.</param>
/// <param name="SubSteps">Its parts.</param>
internal sealed record StepView(StepPlan Plan, string Status, IReadOnlyList<SubStepView> SubSteps);

/// <summary>How far a part of a step is.</summary>
/// <param name="Plan">The part.</param>
/// <param name="Status">waiting, processing, finished or failed.</param>
/// <param name="StartedAt">Nanoseconds since 1970; 0 if it has not started.</param>
/// <param name="EndedAt">Nanoseconds since 1970; 0 if it has not ended.</param>
internal sealed record SubStepView(SubStepPlan Plan, string Status, long StartedAt, long EndedAt);
