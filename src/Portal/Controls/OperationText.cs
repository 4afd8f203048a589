using Portal.Contracts.Operations;
using Portal.Resources;

namespace Portal.Controls;

/// <summary>How operations are put into words.</summary>
internal static class OperationText
{
    /// <summary>What is being done, in the reader's language; upstream's own name where the portal has none.</summary>
    public static string Name(Texts texts, OperationDto operation) => Name(texts, operation.Operation);

    /// <summary>The name of a catalogued call or of an event of the portal.</summary>
    public static string Name(Texts texts, string? id) =>
        id is null ? texts["op.external"] : texts.Find("op." + id) ?? id;

    /// <summary>The status of an operation, a step or a sub-step.</summary>
    public static Status Status(string status) => status switch
    {
        OperationStatuses.Checking => new(StatusKind.Unknown, "status.checking"),
        OperationStatuses.Waiting or "" => new(StatusKind.Waiting, "status.waiting"),
        OperationStatuses.Processing or "deploying" => new(StatusKind.Busy, "status.processing"),
        OperationStatuses.Finished => new(StatusKind.Good, "status.finished"),
        OperationStatuses.Failed => new(StatusKind.Bad, "status.failed"),
        OperationStatuses.Stop => new(StatusKind.Stopped, "status.stop"),
        OperationStatuses.Unknown => new(StatusKind.Unknown, "status.unknown"),
        _ => new(StatusKind.Unknown, status),
    };

    /// <summary>How much of the steps is done, from 0 to 1. Sub-steps count within their step.</summary>
    public static double Progress(OperationDto operation) =>
        !OperationStatuses.IsOpen(operation.Status) ? 1
        : operation.Steps.Count == 0 ? 0
        : operation.Steps.Average(Progress);

    private static double Progress(OperationStepDto step) =>
        step.Status is OperationStatuses.Finished ? 1
        : step.Steps.Count == 0 ? 0
        : step.Steps.Count(s => s.Status is OperationStatuses.Finished) / (double)step.Steps.Count;
}
