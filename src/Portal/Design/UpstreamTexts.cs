using System.Globalization;

using Bcs.Api.Errors;

using Portal.Resources;

namespace Portal.Design;

/// <summary>Words for the codes of the cloud, and for those of the portal where an operation carries one.</summary>
internal static class UpstreamTexts
{
    /// <summary>What a code means, or null for one without a text of ours.</summary>
    public static string? Explain(Texts texts, string code) =>
        texts.Find($"problem.{code}.title") ?? ErrorCatalogue.Lookup(code, CultureInfo.CurrentUICulture)?.Explanation;

    /// <summary>A code of the cloud; one without a text of ours shows the cloud's message.</summary>
    public static ProblemView Describe(Texts texts, string? code, string? message)
    {
        if (texts.Find($"problem.{code}.title") is { } title)
        {
            return new(title, texts.Find($"problem.{code}.meaning"), texts.Find($"problem.{code}.remedy"), code, null);
        }

        var said = string.IsNullOrEmpty(message) ? null : message;
        return code is { Length: > 0 } && ErrorCatalogue.Lookup(code, CultureInfo.CurrentUICulture) is { } entry
            ? new(entry.Explanation, said is null ? null : texts["problem.upstream.said", said], entry.Remedy, code, null)
            : new(texts["problem.upstream.title"], said, null, string.IsNullOrEmpty(code) ? null : code, null);
    }
}
