using System.Text.Json.Nodes;

using Portal.Testing;

namespace Bcs.Sandbox.Tests;

/// <summary>The upstream contract as data, read apart from the product's records.</summary>
internal static class Contract
{
    private static readonly JsonNode OpenApi = JsonNode.Parse(File.ReadAllText(Repo.PathOf("tests", "contract", "bcs-v2.openapi.json")))!;

    /// <summary>Codes of the table of errors and of the examples.</summary>
    public static IReadOnlyList<string> ErrorCodes { get; } = ReadErrorCodes();

    public static JsonNode RequestExample(string operation, string example) =>
        Operation(operation)["requestBody"]!["content"]!["application/json"]!["examples"]![example]!["value"]!.DeepClone();

    public static JsonNode ResponseSchema(string operation) =>
        Operation(operation)["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;

    /// <summary>What in a body does not fit a schema: types, enums, patterns and fields that are not declared.</summary>
    public static IEnumerable<string> Violations(JsonNode? value, JsonNode schema, string path = "$")
    {
        if (schema["$ref"] is { } reference)
        {
            schema = OpenApi["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!;
        }

        if (value is null)
        {
            return Types(schema).Contains("null") ? [] : [$"{path}: null"];
        }

        return [.. OwnViolations(value, schema, path), .. ChildViolations(value, schema, path)];
    }

    private static List<string> ReadErrorCodes()
    {
        var codes = JsonNode.Parse(File.ReadAllText(Repo.PathOf("tests", "contract", "error-codes.json")))!;
        return [.. new[] { "rows", "examples_only" }.SelectMany(part => codes[part]!.AsArray()).Select(r => r!["code"]!.GetValue<string>()).Distinct()];
    }

    private static JsonNode Operation(string id) =>
        OpenApi["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(m => m.Value).First(o => o is JsonObject && o["operationId"]?.GetValue<string>() == id)!;

    private static string[] Types(JsonNode schema) => schema["type"] switch
    {
        JsonArray types => [.. types.Select(t => t!.GetValue<string>())],
        { } type => [type.GetValue<string>()],
        null => [],
    };

    private static IEnumerable<string> OwnViolations(JsonNode value, JsonNode schema, string path)
    {
        var kind = value.GetValueKind().ToString().ToLowerInvariant() switch
        {
            "true" or "false" => "boolean",
            "number" => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
            var other => other,
        };
        if (Types(schema) is { Length: > 0 } types && !types.Contains(kind) && (kind != "integer" || !types.Contains("number")))
        {
            yield return $"{path}: {kind}, not {string.Join('|', types)}";
        }

        if (schema["enum"] is JsonArray known && !known.Any(k => JsonNode.DeepEquals(k, value)))
        {
            yield return $"{path}: {value.ToJsonString()} is not in the list";
        }

        if (schema["pattern"] is { } pattern && !System.Text.RegularExpressions.Regex.IsMatch(value.GetValue<string>(), pattern.GetValue<string>()))
        {
            yield return $"{path}: {value} does not match {pattern}";
        }
    }

    private static IEnumerable<string> ChildViolations(JsonNode value, JsonNode schema, string path)
    {
        switch (value)
        {
            case JsonArray items when schema["items"] is { } item:
                return items.SelectMany((v, i) => Violations(v, item, $"{path}[{i}]"));
            case JsonObject members:
                var declared = schema["properties"] as JsonObject;
                var rest = schema["additionalProperties"] as JsonObject;
                return members.SelectMany(m =>
                    (declared?[m.Key] ?? rest) is { } child ? Violations(m.Value, child, $"{path}.{m.Key}") : declared is null ? [] : [$"{path}.{m.Key}: not declared"]);
            default:
                return [];
        }
    }
}
