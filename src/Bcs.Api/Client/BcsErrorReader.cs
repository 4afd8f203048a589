using System.Text.Json;

namespace Bcs.Api.Client;

/// <summary>
/// Reads the error bodies in use: <c>error_code</c>/<c>error_msg</c> (BCS and its API gateway), IAM's nested
/// <c>error</c> object, and problem details with <c>code</c> (the portal's gateway).
/// </summary>
public static class BcsErrorReader
{
    /// <summary>The error in a body, or null if the body is not JSON or names no code.</summary>
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="body">The whole body.</param>
    public static BcsError? Read(int status, ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!JsonDocument.TryParseValue(ref reader, out var document))
            {
                return null;
            }

            using (document)
            {
                var root = document.RootElement;
                if (root.ValueKind is not JsonValueKind.Object)
                {
                    return null;
                }

                var fields = root.TryGetProperty("error", out var nested) && nested.ValueKind is JsonValueKind.Object ? nested : root;
                var code = Text(fields, "error_code") ?? Text(fields, "code");
                return code is null
                    ? null
                    : new BcsError(status, code, Text(fields, "error_msg") ?? Text(fields, "message") ?? Text(fields, "title") ?? "")
                    {
                        Body = root.Clone(),
                    };
            }
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
}
