using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>One line of what changed.</summary>
/// <param name="Step">Step, or null for the operation itself.</param>
/// <param name="SubStep">Sub-step, or null.</param>
/// <param name="Status">New status.</param>
/// <param name="Detail">Message that came with it.</param>
internal sealed record OperationChange(string? Step, string? SubStep, string Status, string? Detail);

/// <summary>Compares two states of the steps.</summary>
internal static class OperationChanges
{
    /// <summary>What is new in <paramref name="after"/>, in the order of the steps. A sub-step that only waits is no news.</summary>
    public static IEnumerable<OperationChange> Between(IReadOnlyList<OperationStepDto> before, IReadOnlyList<OperationStepDto> after)
    {
        foreach (var step in after)
        {
            var old = before.FirstOrDefault(s => s.Name == step.Name);
            if (old is null || old.Status != step.Status || old.Detail != step.Detail)
            {
                yield return new OperationChange(step.Name, null, step.Status, step.Detail);
            }

            foreach (var part in step.Steps)
            {
                var oldPart = old?.Steps.FirstOrDefault(s => s.Name == part.Name);
                if (oldPart is null ? part.Status != OperationStatuses.Waiting : oldPart.Status != part.Status || oldPart.Detail != part.Detail)
                {
                    yield return new OperationChange(step.Name, part.Name, part.Status, part.Detail);
                }
            }
        }
    }

    /// <summary>True if both show the same in every field.</summary>
    public static bool Same(IReadOnlyList<OperationStepDto> a, IReadOnlyList<OperationStepDto> b) =>
        a.Count == b.Count && a.Zip(b).All(p => p.First with { Steps = p.Second.Steps } == p.Second && Same(p.First.Steps, p.Second.Steps));
}
