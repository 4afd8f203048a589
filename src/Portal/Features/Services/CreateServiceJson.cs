using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Services;

namespace Portal.Features.Services;

/// <summary>A request that was read from JSON.</summary>
/// <param name="Request">The request; null if it could not be read.</param>
/// <param name="Line">Line at which reading stopped, from 1; null if the text could be read or it is unknown.</param>
/// <param name="Unknown">Fields of the JSON that 5.1.1 does not have.</param>
public sealed record ReadRequest(CreateServiceRequest? Request, long? Line, IReadOnlyList<string> Unknown);

/// <summary>The request of 5.1.1 as text: to look at, to keep, to start from, and as a call of curl.</summary>
internal static class CreateServiceJson
{
    private const string Masked = "********";

    private static readonly JsonSerializerOptions Pretty = new(BcsJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly JsonSerializerOptions LenientRequest = new(BcsJson.Tolerant) { AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip };

    /// <summary>To look at: secrets are masked.</summary>
    public static string Show(CreateServiceRequest request) => Write(CreateServiceRequests.WithSecrets(request, Masked, Masked, Masked));

    /// <summary>To keep: secrets are left out.</summary>
    public static string Keep(CreateServiceRequest request) => Write(CreateServiceRequests.WithSecrets(request, null, null, null));

    /// <summary>The same call through the gateway. The secrets are taken from variables of the shell.</summary>
    /// <param name="request">The request.</param>
    /// <param name="portal">Address of the portal, ending in a slash.</param>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="project">Project id.</param>
    /// <param name="key">Idempotency key.</param>
    public static string Curl(CreateServiceRequest request, string portal, string tenant, string project, string key)
    {
        const string management = "\u0001", database = "\u0002", node = "\u0003";
        var body = Write(CreateServiceRequests.WithSecrets(request, management, database, node))
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)
            .Replace("\\\\u0001", "${BCS_RESOURCE_PASSWORD}", StringComparison.Ordinal)
            .Replace("\\\\u0002", "${BCS_COUCHDB_PASSWORD}", StringComparison.Ordinal)
            .Replace("\\\\u0003", "${BCS_NODE_PASSWORD}", StringComparison.Ordinal);
        return new StringBuilder()
            .Append("curl -b portal.cookies -H 'X-CSRF: 1' -H 'Content-Type: application/json' \\\n")
            .Append("  -H 'Idempotency-Key: ").Append(key).Append("' \\\n")
            .Append("  --data-binary @- '").Append(portal).Append("bcs/").Append(Uri.EscapeDataString(tenant)).Append("/v2/").Append(project).Append("/blockchains' <<JSON\n")
            .Append(body).Append("\nJSON").ToString();
    }

    /// <summary>Reads a request; comments and trailing commas are allowed.</summary>
    public static ReadRequest Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return new(null, null, []);
            }

            var request = document.RootElement.Deserialize<CreateServiceRequest>(LenientRequest)!;
            using var known = JsonSerializer.SerializeToDocument(request, BcsJson.Options);
            return new(request, null, [.. Paths(document.RootElement, "").Except(Paths(known.RootElement, "")).Order(StringComparer.Ordinal)]);
        }
        catch (JsonException exception)
        {
            return new(null, exception.LineNumber + 1, []);
        }
    }

    private static string Write(CreateServiceRequest request) => JsonSerializer.Serialize(request, Pretty).ReplaceLineEndings("\n");

    // A field that was understood is written again when the request is.
    private static IEnumerable<string> Paths(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Paths(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Paths(e, path)).Distinct(),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => [path],
    };
}
