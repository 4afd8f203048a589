using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text;

using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Bff.Platform.Data;

/// <summary>
/// Makes every text that goes to the database one that both databases take: PostgreSQL refuses NUL and half a surrogate pair, and what people
/// and the cloud send may hold either.
/// </summary>
internal sealed class PlainTexts : DbCommandInterceptor
{
    /// <summary>The text with a replacement character for what a database refuses.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text) =>
        IsOdd(text) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text!)).Replace('\0', '\uFFFD') : text;

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            parameter.Value = parameter.Value switch
            {
                string text => Of(text),
                IEnumerable<string> texts when texts.Any(IsOdd) => texts.Select(Of).ToList(),
                var other => other,
            };
        }

        return result;
    }

    private static bool IsOdd(string? text) =>
        text is not null && (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 || text.Contains('\0', StringComparison.Ordinal));
}
