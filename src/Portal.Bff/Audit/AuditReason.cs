using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Bff.Audit;

/// <summary>Writes the reason of a download beside the request: format version 1 has no field of its own for it.</summary>
internal static class AuditReason
{
    /// <summary>Member of the recorded request; no request of the cloud has one of this name.</summary>
    public const string Member = "$reason";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text to record.</summary>
    /// <param name="request">The redacted request as JSON, or null.</param>
    /// <param name="reason">The reason, or null.</param>
    public static string? AddTo(string? request, string? reason)
    {
        if (reason is null)
        {
            return request;
        }

        var body = (request is null ? null : JsonNode.Parse(request)) as JsonObject ?? [];
        body[Member] = reason;
        return body.ToJsonString(Relaxed);
    }
}
