using Portal.Resources;

namespace Portal.Controls;

/// <summary>Words for the cloud's own codes.</summary>
internal static class UpstreamTexts
{
    /// <summary>A code of the cloud; one that is not known shows the cloud's message.</summary>
    public static ProblemView Describe(Texts texts, string? code, string? message) =>
        new(texts["problem.upstream.title"], string.IsNullOrEmpty(message) ? null : message, null, string.IsNullOrEmpty(code) ? null : code, null);
}
