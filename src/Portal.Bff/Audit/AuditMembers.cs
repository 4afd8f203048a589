using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Bff.Audit;

/// <summary>
/// What the portal itself writes into JSON that is recorded, because format version 1 has no field of its own for it. Only the portal writes these
/// members: of a request that names one itself it is left out, or a caller could forge it.
/// </summary>
internal static class AuditMembers
{
    /// <summary>In a request: the reason of a download.</summary>
    public const string Reason = "$reason";

    /// <summary>In a request: what was seen before the change was sent.</summary>
    public const string Before = "$before";

    /// <summary>In the file of an outcome that was found out: what it rests on.</summary>
    public const string Evidence = "$evidence";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The redacted request of a caller, without members that only the portal writes, and with the reason if one was given.</summary>
    public static string? Recorded(string? request, string? reason) =>
        reason is not null ? Add(Clean(request), Reason, w => w.WriteStringValue(reason)) : Clean(request);

    /// <summary>The request with one more member; alone where there is no JSON object.</summary>
    public static string Add(string? request, string member, Action<Utf8JsonWriter> value) => Copy(request, m => m != member, writer =>
    {
        writer.WritePropertyName(member);
        value(writer);
    });

    private static string? Clean(string? request) =>
        request is null || !request.Contains("\"$", StringComparison.Ordinal) || !request.StartsWith('{') ? request : Copy(request, m => m is not (Reason or Before), _ => { });

    // Copied member by member: a request may name one twice.
    private static string Copy(string? request, Predicate<string> keep, Action<Utf8JsonWriter> more)
    {
        using var body = JsonDocument.Parse(request ?? "{}");
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartObject();
            foreach (var member in body.RootElement.ValueKind is JsonValueKind.Object ? body.RootElement.EnumerateObject().Where(m => keep(m.Name)) : [])
            {
                member.WriteTo(writer);
            }

            more(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
