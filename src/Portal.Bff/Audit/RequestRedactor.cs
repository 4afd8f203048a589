using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Bcs.Api.Catalogue;

using Microsoft.Net.Http.Headers;

namespace Portal.Bff.Audit;

/// <summary>What of a request body may be recorded.</summary>
/// <param name="Json">JSON text without secrets; null if there is no body or it is neither JSON nor a form with files.</param>
/// <param name="Sha256">SHA-256 of the body as it came, lower-case hex; null if there is none.</param>
/// <param name="Bytes">Size of the body.</param>
internal sealed record RedactedRequest(string? Json, string? Sha256, int Bytes);

/// <summary>
/// Takes the secrets out of a request body before it is recorded: the fields that the catalogue lists, and whatever is
/// named like a secret.
/// </summary>
internal static class RequestRedactor
{
    /// <summary>Stands where a secret was.</summary>
    public const string Mask = "***";

    private const int KeptBytes = 64 * 1024;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Redacts a body of an operation; <paramref name="operation"/> is null for the portal's own calls.</summary>
    public static async Task<RedactedRequest> RedactAsync(
        string? contentType, ReadOnlyMemory<byte> body, BcsOperation? operation, CancellationToken cancellationToken = default)
    {
        if (body.IsEmpty)
        {
            return new RedactedRequest(null, null, 0);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        return new RedactedRequest(await TextAsync(contentType, body, operation, cancellationToken), hash, body.Length);
    }

    private static async Task<string?> TextAsync(
        string? contentType, ReadOnlyMemory<byte> body, BcsOperation? operation, CancellationToken cancellationToken)
    {
        MediaTypeHeaderValue? type = null;
        if (contentType is { Length: > 0 } && !MediaTypeHeaderValue.TryParse(contentType, out type))
        {
            return null;
        }

        if (type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true)
        {
            return await FormParts.ReadAsync(contentType, body, cancellationToken) is { } parts ? Parts(parts) : null;
        }

        // Upstream takes a body without a type for JSON.
        return type is not null && !IsJson(type) ? null
            : body.Length > KeptBytes ? Write(w => w.WriteString("note", $"a body of {body.Length} bytes is not kept"))
            : Json(body, new SecretNames(operation?.SecretFields ?? []));
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);

    private static string? Json(ReadOnlyMemory<byte> body, SecretNames secrets)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var buffer = new ArrayBufferWriter<byte>(body.Length);
            using (var writer = new Utf8JsonWriter(buffer, Relaxed))
            {
                Copy(document.RootElement, "", secrets, writer);
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or with half a surrogate pair in a text: nothing of it can be told to be harmless.
            return null;
        }
    }

    private static void Copy(JsonElement element, string path, SecretNames secrets, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    if (property.Value.ValueKind is not JsonValueKind.Null && secrets.Match(property.Name, inner))
                    {
                        writer.WriteStringValue(Mask);
                    }
                    else
                    {
                        Copy(property.Value, inner, secrets, writer);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Copy(item, path, secrets, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static string Parts(IReadOnlyList<FormPart> parts) => Write(writer =>
    {
        writer.WriteStartArray("multipart");
        foreach (var part in parts)
        {
            writer.WriteStartObject();
            writer.WriteString("name", part.Name);
            if (part.FileName is not null)
            {
                writer.WriteString("fileName", part.FileName);
            }

            writer.WriteNumber("bytes", part.Bytes);
            writer.WriteString("sha256", part.Sha256);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static string Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
