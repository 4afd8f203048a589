using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;

using Microsoft.AspNetCore.Http;

using Portal.Testing;

namespace Portal.Bff.Tests.Proxy;

/// <summary>Requests and answers of every operation, made from the contract.</summary>
internal static class OperationSamples
{
    /// <summary>Stands in every secret field; must turn up nowhere.</summary>
    public const string Secret = "Typed-SBXSECRET-9!";

    /// <summary>A service id as the cloud makes them.</summary>
    public const string BlockchainId = "7e8a4a3c-9d0f-4c55-8c1a-1f2b3c4d5e6f";

    private static readonly Dictionary<string, string> PathValues = new()
    {
        ["blockchain_id"] = BlockchainId, ["channel_id"] = "channel", ["org_name"] = "organization", ["user_name"] = "user01",
        ["project_id"] = RecordingCloud.ProjectId,
    };

    /// <summary>Files that the cloud hands out; they hold secrets.</summary>
    public static readonly byte[] File = Encoding.UTF8.GetBytes("PK\u0003\u0004 a private key: File-SBXSECRET-1 " + new string('x', 300_000));

    /// <summary>Path below <c>/v2</c> with every parameter of the contract, as it has to arrive.</summary>
    public static string Target(BcsOperation operation)
    {
        var path = PathValues.Aggregate(operation.Template, (text, value) => text.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));
        var query = string.Join('&', Contract.Operation(operation.Id).QuerySchemas.Select(q => $"{q.Name}={Uri.EscapeDataString(Value(q.Schema))}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    /// <summary>The body, or null: the contract's example with a secret in each secret field, or a form with a file.</summary>
    public static HttpContent? Body(BcsOperation operation)
    {
        var contract = Contract.Operation(operation.Id);
        if (contract.RequestMediaType == "multipart/form-data")
        {
            var file = new ByteArrayContent(Encoding.UTF8.GetBytes("PK " + Secret));
            file.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
            return new MultipartFormDataContent("b-1") { { file, "file", "user01.zip" } };
        }

        if (!contract.HasJsonRequest)
        {
            return null;
        }

        var body = JsonNode.Parse(contract.RequestExamples.First().GetRawText())!.AsObject();
        foreach (var path in operation.SecretFields)
        {
            Set(body, path.Split('.'));
        }

        return new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
    }

    /// <summary>What the cloud answers when all is well.</summary>
    public static Func<HttpContext, Task> Answer(BcsOperation operation) => Contract.Operation(operation.Id) is { AnswersWithFile: true }
        ? RecordingCloud.File(File, $"{operation.Id}.zip")
        : RecordingCloud.Json(AnswerText(operation));

    /// <summary>The JSON that the cloud answers: the contract's example.</summary>
    public static string AnswerText(BcsOperation operation) =>
        Contract.Operation(operation.Id).ResponseExamples.FirstOrDefault() is { ValueKind: not JsonValueKind.Undefined } example ? example.GetRawText() : """{"notifications":[]}""";

    private static string Value(JsonElement schema) =>
        schema.TryGetProperty("enum", out var values) ? values[0].ToString()
        : schema.GetProperty("type").GetString() switch { "integer" => "1", "boolean" => "true", _ => "a b,c" };

    private static void Set(JsonObject node, string[] path)
    {
        foreach (var name in path[..^1])
        {
            node = (JsonObject)(node[name] ??= new JsonObject());
        }

        node[path[^1]] = Secret;
    }
}
