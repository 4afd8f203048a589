using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Bff.Audit;

/// <summary>A file that left the cloud through the portal; its content is recorded nowhere.</summary>
/// <param name="Name">Name that upstream gave it, or null.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">SHA-256 of its content, lower-case hex.</param>
internal sealed record AuditFile(string? Name, long Bytes, string Sha256)
{
    private const int NameLength = 256;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text that says what an outcome rests on that was found out: it has no file in an answer.</summary>
    public static string OfEvidence(string evidence) => AuditMembers.Add(null, AuditMembers.Evidence, w => w.WriteStringValue(evidence));

    /// <summary>What a recorded text says an outcome rests on, or null if it tells of a file.</summary>
    public static string? EvidenceIn(string? text)
    {
        if (text is null || !text.StartsWith($"{{\"{AuditMembers.Evidence}\"", StringComparison.Ordinal))
        {
            return null;
        }

        using var recorded = JsonDocument.Parse(text);
        return recorded.RootElement.GetProperty(AuditMembers.Evidence).GetString();
    }

    /// <summary>The form that is recorded: a JSON object with <c>name</c>, <c>bytes</c> and <c>sha256</c>.</summary>
    public string ToText() => JsonSerializer.Serialize(Name is { Length: > NameLength } ? this with { Name = Name[..NameLength] } : this, Json);
}
