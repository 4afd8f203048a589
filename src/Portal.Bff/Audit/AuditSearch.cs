using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

using Bcs.Api.Catalogue;

using Portal.Bff.Platform.Data;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Audit;

/// <summary>
/// The text in which a record is searched: what people know of a call, folded once when it is written, so that a search is one comparison
/// a row. It is part of the projection and proves nothing.
/// </summary>
internal static class AuditSearch
{
    private const char Separator = '\n';
    private const int MostOfRequest = 4000;

    // A name may stand as a key, as organisations do when peers join a channel; the keys of the API and of the log's own notes would find everything.
    private static readonly FrozenSet<string> FieldNames = typeof(BcsOperation).Assembly.GetTypes()
        .SelectMany(t => t.GetProperties())
        .Select(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name)
        .OfType<string>()
        .Concat(["multipart", "fileName", "bytes", "sha256", "note"])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The text of a call, with its result if that is known already.</summary>
    public static string Of(AuditCall call, AuditResult? result) =>
        Folded(string.Join(Separator, Known(call).Concat(Known(result)).Where(t => !string.IsNullOrEmpty(t))));

    /// <summary>What a result that came later adds to the text of its call.</summary>
    public static string Added(AuditResult result) => string.Concat(Known(result).Where(t => !string.IsNullOrEmpty(t)).Select(t => Separator + Folded(t!)));

    /// <summary>The words that a record has to hold, each of them.</summary>
    public static IReadOnlyList<string> Words(string typed) =>
        [.. Folded(typed).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    // JSON may spell as an escape what no database takes as a character.
    private static string Folded(string text) => PlainText.Folded(PlainTexts.Of(text));

    private static IEnumerable<string?> Known(AuditCall call) =>
    [
        call.Operation, call.Action, call.Actor.Name, AuditPaths.Readable(call.Path), call.BlockchainId, call.Channel, call.Organization, call.User,
        call.Address, call.TraceId, Values(call.Request),
    ];

    private static IEnumerable<string?> Known(AuditResult? result) => [result?.UpstreamCode, result?.OperationId, Values(result?.File)];

    private static string? Values(string? json)
    {
        if (json is null)
        {
            return null;
        }

        var text = new StringBuilder();
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            while (text.Length < MostOfRequest && reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && Text(ref reader) is { Length: > 0 } value
                    && value != RequestRedactor.Mask && !(reader.TokenType is JsonTokenType.PropertyName && FieldNames.Contains(value)))
                {
                    text.Append(Start(value)).Append(Separator);
                }
            }
        }
        catch (JsonException)
        {
            // It was cut to what the log keeps: what came before the cut is found.
        }

        return text.ToString();
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escape that is half a character: it must hide neither what stands beside it nor what comes after.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static ReadOnlySpan<char> Start(string value) =>
        value.Length <= MostOfRequest ? value : value.AsSpan(0, MostOfRequest - (char.IsHighSurrogate(value[MostOfRequest - 1]) ? 1 : 0));
}
