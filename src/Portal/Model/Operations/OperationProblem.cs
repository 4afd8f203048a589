using Portal.Contracts.Operations;
using Portal.Design;
using Portal.Resources;

namespace Portal.Model.Operations;

/// <summary>What an operation that did not end well means to its reader.</summary>
internal static class OperationProblem
{
    /// <summary>The explanation; null for an operation that runs or ended well.</summary>
    public static ProblemView? Of(Texts texts, OperationDto operation) => operation.Status switch
    {
        OperationStatuses.Failed or OperationStatuses.Stop => Failure(texts, operation),
        OperationStatuses.Checking => new(
            texts["operation.checking.title"], texts["operation.checking.meaning"], texts["operation.checking.remedy"], null, operation.AuditId),
        OperationStatuses.Unknown => new(
            texts["operation.unknown.title"], texts["operation.unknown.meaning"], OperationText.ByHand(texts, operation.Operation), null, operation.AuditId),
        _ => null,
    };

    private static ProblemView Failure(Texts texts, OperationDto operation)
    {
        var view = UpstreamTexts.Describe(texts, operation.Error?.Code, operation.Error?.Message);
        return view with
        {
            Title = view.Title == texts["problem.upstream.title"] ? texts["operation.failed.title"] : view.Title,
            Remedy = view.Remedy ?? texts["operation.failed.remedy"],
            AuditId = operation.AuditId,
        };
    }
}
