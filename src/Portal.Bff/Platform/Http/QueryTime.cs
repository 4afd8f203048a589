using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Bff.Platform.Http;

/// <summary>A time in a query: RFC 3339 with its offset, so that it means the same everywhere.</summary>
internal static partial class QueryTime
{
    /// <summary>What is expected, for a refusal.</summary>
    public const string Expected = "a time such as 2026-01-31T08:00:00Z";

    /// <summary>The time, or null for a text that is none.</summary>
    public static DateTimeOffset? Read(string value) =>
        Rfc3339().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
