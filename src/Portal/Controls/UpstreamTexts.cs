using System.Globalization;

using Bcs.Api.Errors;

using Portal.Resources;

namespace Portal.Controls;

/// <summary>Words for the cloud's own codes.</summary>
internal static class UpstreamTexts
{
    /// <summary>A code of the cloud; one without a text of ours shows the cloud's message.</summary>
    public static ProblemView Describe(Texts texts, string? code, string? message)
    {
        var said = string.IsNullOrEmpty(message) ? null : message;
        return code is { Length: > 0 } && ErrorCatalogue.Lookup(code, CultureInfo.CurrentUICulture) is { } entry
            ? new(entry.Explanation, said is null ? null : texts["problem.upstream.said", said], entry.Remedy, code, null)
            : new(texts["problem.upstream.title"], said, null, string.IsNullOrEmpty(code) ? null : code, null);
    }
}
