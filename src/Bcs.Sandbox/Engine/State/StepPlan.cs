namespace Bcs.Sandbox.Engine.State;

/// <summary>A step that an operation will take.</summary>
/// <param name="Name">Name as section 5.1.17 shows it.</param>
/// <param name="SubSteps">Its parts, one after the other.</param>
internal sealed record StepPlan(string Name, IReadOnlyList<SubStepPlan> SubSteps);

/// <summary>A part of a step.</summary>
/// <param name="Name">Name as section 5.1.17 shows it.</param>
/// <param name="Duration">Nanoseconds of simulated time.</param>
/// <param name="Resource">Resource of section 5.1.2 whose creation this is; null if none.</param>
internal sealed record SubStepPlan(string Name, long Duration, string? Resource = null);
