using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Bcs.Api.Catalogue;

using Portal.Bff.Audit;

namespace Portal.Bff.Features.Forms;

/// <summary>Leaves out what may be kept nowhere, whatever a browser sends.</summary>
internal static class SecretFilter
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The fields that hold no secret.</summary>
    public static Dictionary<string, string> Keep(IReadOnlyDictionary<string, string> values, BcsOperation operation)
    {
        var secrets = new SecretNames(operation.SecretFields);
        return values.Where(v => v.Value is not null && !secrets.Match(v.Key, v.Key)).ToDictionary(v => v.Key, v => v.Value);
    }

    /// <summary>A request without its secrets; null if it holds a text that is none.</summary>
    public static string? Keep(JsonElement request, BcsOperation operation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            using var writer = new Utf8JsonWriter(buffer, Relaxed);
            Copy(request, "", new SecretNames(operation.SecretFields), writer);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Copy(JsonElement element, string path, SecretNames secrets, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    if (!secrets.Match(property.Name, inner))
                    {
                        writer.WritePropertyName(property.Name);
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
}
