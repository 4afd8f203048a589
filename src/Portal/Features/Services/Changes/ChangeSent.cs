using Bcs.Api.Client;

using Portal.Design;
using Portal.Resources;

namespace Portal.Features.Services.Changes;

/// <summary>What became of a sent change.</summary>
/// <param name="Operation">The operation that carries it out or finds out about it, or null.</param>
/// <param name="Problem">What is in the way, or null.</param>
/// <param name="Settled">True if nothing more comes of it, so that the next attempt is another request.</param>
/// <param name="Code">Code of the refusal, or null.</param>
public sealed record ChangeSent(string? Operation, ProblemView? Problem, bool Settled, string? Code)
{
    /// <summary>Reads a result.</summary>
    public static ChangeSent From<T>(Texts texts, BcsResult<T> result, Func<T, string?> operation)
    {
        var problem = ProblemView.From(texts, result);
        return new(
            result is BcsResult<T>.Ok ok ? operation(ok.Value) : problem?.Checking?.Id,
            problem,
            result is BcsResult<T>.Refused refused && !EarlierAttempt.StaysOpen(refused.Error.Code),
            (result as BcsResult<T>.Refused)?.Error.Code);
    }
}
