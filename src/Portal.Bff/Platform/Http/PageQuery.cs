using System.Buffers.Text;
using System.Globalization;
using System.Text;

using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Platform.Http;

/// <summary>The parameters every list of the portal takes: <c>limit</c> 1 to 200 (50) and an opaque <c>cursor</c>.</summary>
internal static class PageQuery
{
    private const int Default = 50;
    private const int Most = 200;

    /// <summary>The limit, or null if it is malformed.</summary>
    public static int? Limit(string? text) =>
        string.IsNullOrEmpty(text) ? Default
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Most ? limit
        : null;

    /// <summary>A cursor that stands for the position after an item.</summary>
    /// <param name="key">The item's key in the order of the list.</param>
    /// <param name="id">Its id, which tells apart items with the same key.</param>
    public static string Cursor(string key, string id) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key.Length}:{key}{id}")));

    /// <summary>What a cursor stands for, or null if it is not one of ours.</summary>
    public static (string Key, string Id)? Read(string cursor)
    {
        if (!Base64Url.IsValid(cursor))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && !text.Contains('\0', StringComparison.Ordinal) && int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= text.Length - colon - 1
            ? (text.Substring(colon + 1, length), text[(colon + 1 + length)..])
            : null;
    }

    /// <summary>A cursor of a list in the order of time.</summary>
    /// <param name="at">The item's time.</param>
    /// <param name="id">Its id.</param>
    public static string Cursor(DateTimeOffset at, string id) => Cursor(at.UtcTicks.ToString(CultureInfo.InvariantCulture), id);

    /// <summary>What a cursor of a list in the order of time stands for, or null if it is not one of ours.</summary>
    public static (DateTimeOffset At, string Id)? ReadTime(string cursor) =>
        Read(cursor) is { } position && long.TryParse(position.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), position.Id)
            : null;

    /// <summary>400: a parameter is malformed.</summary>
    /// <param name="detail">Which one, and what it may be.</param>
    public static PortalProblem Bad(string detail) => new(400, ProblemCodes.BadRequest, "Malformed request", detail);

    /// <summary>400: the limit is malformed.</summary>
    public static PortalProblem BadLimit => Bad($"limit is a number from 1 to {Most}.");

    /// <summary>400: the cursor is not one that a list has returned.</summary>
    public static PortalProblem BadCursor => Bad("cursor is the next value of an earlier page of the same list.");
}
