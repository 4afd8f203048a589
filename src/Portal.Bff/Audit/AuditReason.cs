using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Bff.Audit;

/// <summary>Writes the reason of a download beside the request: format version 1 has no field of its own for it.</summary>
internal static class AuditReason
{
    /// <summary>Member of the recorded request; no request of the cloud has one of this name.</summary>
    public const string Member = "$reason";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text to record.</summary>
    /// <param name="request">The redacted request as JSON, or null.</param>
    /// <param name="reason">The reason, or null.</param>
    public static string? AddTo(string? request, string? reason)
    {
        if (reason is null)
        {
            return request;
        }

        // Copied member by member: a request may name one twice.
        using var body = JsonDocument.Parse(request ?? "{}");
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartObject();
            foreach (var member in body.RootElement.ValueKind is JsonValueKind.Object ? body.RootElement.EnumerateObject().Where(m => m.Name != Member) : [])
            {
                member.WriteTo(writer);
            }

            writer.WriteString(Member, reason);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
