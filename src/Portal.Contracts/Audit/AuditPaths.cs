using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Contracts.Audit;

/// <summary>Paths as the audit records them, which is as they were sent.</summary>
public static partial class AuditPaths
{
    /// <summary>
    /// The path for people: names in it are readable where they were percent-encoded UTF-8. Whatever cannot be told apart on a screen, or
    /// has a meaning in a path, stays encoded.
    /// </summary>
    public static string? Readable(string? path) => path is null ? null : Encoded().Replace(path, run =>
    {
        var text = Uri.UnescapeDataString(run.Value);
        return text.All(c => char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherPunctuation)
            ? text
            : run.Value;
    });

    // Bytes beyond ASCII only: a slash, a percent sign or a space stays what it is.
    [GeneratedRegex("(?:%[89A-Fa-f][0-9A-Fa-f])+")]
    private static partial Regex Encoded();
}
