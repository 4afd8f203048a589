using Portal.Contracts.Operations;
using Portal.Resources;

namespace Portal.Design;

/// <summary>How operations are put into words.</summary>
internal static class OperationText
{
    /// <summary>What is being done, in the reader's language; upstream's own name where the portal has none.</summary>
    public static string Name(Texts texts, OperationDto operation) => Name(texts, operation.Operation, operation.Type);

    /// <summary>The name of a call, or of what the cloud says it is where the portal did not make the call.</summary>
    /// <param name="texts">Texts.</param>
    /// <param name="id">Catalogue id, or null.</param>
    /// <param name="type">The cloud's operation type, or null.</param>
    public static string Name(Texts texts, string? id, string? type)
    {
        if (id is not null || string.IsNullOrEmpty(type))
        {
            return Name(texts, id);
        }

        var addOn = type.Contains('-', StringComparison.Ordinal) ? texts.Find("op.addon." + type[..type.IndexOf('-', StringComparison.Ordinal)]) : null;
        return addOn ?? texts.Find("op.type." + type) ?? texts["op.type.other", type];
    }

    /// <summary>The name of a catalogued call or of an event of the portal.</summary>
    public static string Name(Texts texts, string? id) =>
        id is null ? texts["op.external"] : texts.Find("op." + id) ?? id;

    /// <summary>What to look at where it could not be found out what became of a call: that depends on what was asked for.</summary>
    public static string ByHand(Texts texts, string? id) =>
        texts.Find("operation.unknown." + id) is { } look ? $"{look} {texts["operation.unknown.again"]}" : texts["operation.unknown.remedy"];

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
        operation.Status is OperationStatuses.Finished ? 1
        : operation.Steps.Count == 0 ? 0
        : operation.Steps.Average(Progress);

    private static double Progress(OperationStepDto step) =>
        step.Status is OperationStatuses.Finished ? 1
        : step.Steps.Count == 0 ? 0
        : step.Steps.Count(s => s.Status is OperationStatuses.Finished) / (double)step.Steps.Count;
}
