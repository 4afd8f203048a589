using Portal.Contracts.Operations;

namespace Portal.Model.Operations;

/// <summary>How long operations and their steps take, all by the cloud's clock.</summary>
internal static class OperationTimes
{
    /// <summary>From the start of the first step to the end of the last; null while the cloud tells neither.</summary>
    /// <param name="operation">The operation.</param>
    public static (DateTimeOffset From, DateTimeOffset To)? Span(OperationDto operation)
    {
        var parts = operation.Steps.SelectMany(s => s.Steps.Append(s)).ToList();
        return (parts.Min(p => p.StartedAt), parts.Max(p => p.EndedAt ?? p.StartedAt)) is ({ } from, { } to) ? (from, to) : null;
    }

    /// <summary>What to show as the time it took: by the cloud's clock once it is over and the cloud has told; by the portal's until then.</summary>
    /// <param name="operation">The operation.</param>
    public static (DateTimeOffset From, DateTimeOffset? To) Took(OperationDto operation) =>
        OperationStatuses.IsOpen(operation.Status) ? (operation.StartedAt, null)
        : Span(operation) is var (from, to) && to > from ? (from, to)
        : (operation.StartedAt, operation.EndedAt);

    /// <summary>The number of the step it is at, from 1; null unless it runs and has steps.</summary>
    /// <param name="operation">The operation.</param>
    public static int? StepNumber(OperationDto operation) =>
        operation is { Status: OperationStatuses.Processing, Steps: { Count: > 0 } steps }
            ? Math.Min(steps.Count, steps.Count(s => s.Status is OperationStatuses.Finished) + 1)
            : null;
}
