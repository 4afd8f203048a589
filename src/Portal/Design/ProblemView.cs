using System.Text.Json;

using Bcs.Api.Client;

using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Live;
using Portal.Resources;

namespace Portal.Design;

/// <summary>What went wrong, in words for the reader.</summary>
/// <param name="Title">What happened.</param>
/// <param name="Meaning">What it means, or null.</param>
/// <param name="Remedy">What to do, or null.</param>
/// <param name="Code">The code of the cloud or of the portal, or null.</param>
/// <param name="AuditId">Audit record of the call, or null.</param>
public sealed record ProblemView(string Title, string? Meaning, string? Remedy, string? Code, string? AuditId)
{
    /// <summary>The operation that finds out what became of the call, if there is one.</summary>
    public OperationDto? Checking { get; init; }

    /// <summary>When what is shown beside the problem was last known to be current, UTC; null if nothing is.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>What a result says that is not a success; null for a success.</summary>
    public static ProblemView? From<T>(Texts texts, BcsResult<T> result) => result switch
    {
        BcsResult<T>.Refused refused => From(texts, refused.Error),
        BcsResult<T>.NotSent notSent => new(
            texts["problem.portal_unreachable.title"], texts["problem.portal_unreachable.meaning"], texts["problem.portal_unreachable.remedy"], notSent.Reason, null),
        BcsResult<T>.Unclear unclear => new(
            texts["problem.unclear.title"], texts["problem.unclear.meaning"], texts["problem.unclear.remedy"], unclear.Reason, null),
        _ => null,
    };

    /// <summary>Why the last reading of a query failed, with the age of what is known; null if it did not.</summary>
    internal static ProblemView? From<T>(Texts texts, LiveQuery<T> query)
        where T : class =>
        query.Failure is { } failure && From(texts, failure) is { } problem ? problem with { AsOf = query.AsOf } : null;

    /// <summary>A refusal of the portal or of the cloud.</summary>
    public static ProblemView From(Texts texts, BcsError error)
    {
        var key = "problem." + error.Code;
        var view = texts.Find(key + ".title") is { } title
            ? new ProblemView(title, texts.Find(key + ".meaning"), texts.Find(key + ".remedy"), error.Code, error.AuditId)
            : UpstreamTexts.Describe(texts, error.Code, error.Message) with { AuditId = error.AuditId };
        return view with
        {
            Title = error.RetryAfter is { } wait ? $"{view.Title} {texts["problem.retryAfter", Math.Ceiling(wait.TotalSeconds)]}" : view.Title,
            Meaning = error.Code is ProblemCodes.ActionDenied && Text(error, "action") is { } action
                ? texts["problem.action_denied.which", action]
                : view.Meaning,
            Remedy = error.Code is ProblemCodes.OutcomeUndetermined ? OperationText.ByHand(texts, Operation(error)?.Operation) : view.Remedy,
            Checking = error.Code is ProblemCodes.OutcomeUnknown ? Operation(error) : null,
        };
    }

    /// <summary>A question that is not even asked, because an action is missing.</summary>
    public static ProblemView Denied(Texts texts, string action) => new(
        texts["problem.action_denied.title"], texts["problem.action_denied.which", action], texts["problem.action_denied.remedy"], ProblemCodes.ActionDenied, null);

    private static string? Text(BcsError error, string name) =>
        error.Body.ValueKind is JsonValueKind.Object && error.Body.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static OperationDto? Operation(BcsError error) =>
        error.Body.ValueKind is JsonValueKind.Object && error.Body.TryGetProperty("operation", out var value) && value.ValueKind is JsonValueKind.Object
            ? value.Deserialize<OperationDto>(JsonSerializerOptions.Web)
            : null;
}
