using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Conformance;

/// <summary>Something in a body that its schema does not allow.</summary>
/// <param name="Path">Where, as <c>$.list[].field</c>.</param>
/// <param name="Rule">Which keyword of the schema; <c>declared</c> for a field that the schema does not know.</param>
internal sealed record Violation(string Path, string Rule);

/// <summary>
/// Checks a body against a schema of the contract: every keyword of JSON Schema that the contract uses. Unlike JSON Schema
/// it also finds fields that are not declared.
/// </summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Checked =
    [
        "type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "format", "items", "properties", "required",
        "additionalProperties", "allOf", "anyOf", "if", "then", "else", "not", "$ref", "default", "contentMediaType",
    ];

    /// <summary>Keywords of a schema that this check does not know.</summary>
    public static IEnumerable<string> UnknownKeywords(JsonElement schema) =>
        schema.EnumerateObject().Select(k => k.Name).Where(k => !Checked.Contains(k) && !k.StartsWith("x-", StringComparison.Ordinal));

    /// <summary>What is wrong with an answer of an operation, each place once.</summary>
    public static IReadOnlyList<Violation> Find(JsonNode? answer, string operation) =>
        Find(JsonSerializer.SerializeToElement(answer), Contract.Operation(operation).ResponseSchema!.Value);

    /// <summary>What is wrong with a body, each place once.</summary>
    public static IReadOnlyList<Violation> Find(JsonElement value, JsonElement schema) => [.. Walk(value, Contract.Resolve(schema), "$").Distinct()];

    private static IEnumerable<Violation> Walk(JsonElement value, JsonElement schema, string path)
    {
        schema = Contract.Resolve(schema);
        Assert.Empty(UnknownKeywords(schema));
        return Own(value, schema, path).Concat(Children(value, schema, path)).Concat(Combined(value, schema, path));
    }

    private static IEnumerable<Violation> Own(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(t => IsOf(value, t)))
        {
            // The other rules speak of values of the right type.
            yield return new Violation(path, "type");
            yield break;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            if (Breaks(value, keyword))
            {
                yield return new Violation(path, keyword.Name);
            }
        }
    }

    private static bool Breaks(JsonElement value, JsonProperty rule) => (rule.Name, value.ValueKind) switch
    {
        ("enum", not JsonValueKind.Null) => !rule.Value.EnumerateArray().Any(v => JsonElement.DeepEquals(v, value)),
        ("const", _) => !JsonElement.DeepEquals(rule.Value, value),
        ("pattern", JsonValueKind.String) => !Regex.IsMatch(value.GetString()!, rule.Value.GetString()!),
        ("minLength", JsonValueKind.String) => value.GetString()!.Length < rule.Value.GetInt32(),
        ("maxLength", JsonValueKind.String) => value.GetString()!.Length > rule.Value.GetInt32(),
        ("minimum", JsonValueKind.Number) => value.GetDecimal() < rule.Value.GetDecimal(),
        ("maximum", JsonValueKind.Number) => value.GetDecimal() > rule.Value.GetDecimal(),
        ("format", JsonValueKind.Number) => rule.Value.GetString() switch
        {
            "int32" => !value.TryGetInt32(out _), "int64" => !value.TryGetInt64(out _), _ => !value.TryGetDouble(out _),
        },
        _ => false,
    };

    private static IEnumerable<Violation> Children(JsonElement value, JsonElement schema, string path)
    {
        if (value.ValueKind is JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            return value.EnumerateArray().SelectMany(v => Walk(v, items, path + "[]"));
        }

        if (value.ValueKind is not JsonValueKind.Object)
        {
            return [];
        }

        var declared = schema.TryGetProperty("properties", out var properties);
        JsonElement? others = schema.TryGetProperty("additionalProperties", out var rest) && rest.ValueKind is JsonValueKind.Object ? rest : null;
        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(r => r.GetString()!).Where(r => !value.TryGetProperty(r, out _)).Select(r => new Violation($"{path}.{r}", "required"))
            : [];
        return missing.Concat(value.EnumerateObject().SelectMany(member =>
            declared && properties.TryGetProperty(member.Name, out var inner) ? Walk(member.Value, inner, $"{path}.{member.Name}")
            : others is { } any ? Walk(member.Value, any, $"{path}.*")
            : declared ? [new Violation($"{path}.{member.Name}", "declared")]
            : []));
    }

    private static IEnumerable<Violation> Combined(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var violation in all.EnumerateArray().SelectMany(s => Rules(value, s, path)))
            {
                yield return violation;
            }
        }

        if (schema.TryGetProperty("anyOf", out var any) && !any.EnumerateArray().Any(s => !Rules(value, s, path).Any()))
        {
            yield return new Violation(path, "anyOf");
        }

        if (schema.TryGetProperty("not", out var not) && !Rules(value, not, path).Any())
        {
            yield return new Violation(path, "not");
        }

        if (schema.TryGetProperty("if", out var condition)
            && schema.TryGetProperty(Rules(value, condition, path).Any() ? "else" : "then", out var consequence))
        {
            foreach (var violation in Rules(value, consequence, path))
            {
                yield return violation;
            }
        }
    }

    /// <summary>A part of a schema: it need not declare every field.</summary>
    private static IEnumerable<Violation> Rules(JsonElement value, JsonElement schema, string path) => Walk(value, schema, path).Where(v => v.Rule != "declared");

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool IsOf(JsonElement value, string type) => (type, value.ValueKind) switch
    {
        ("null", JsonValueKind.Null) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
            or ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number),
        _ => false,
    };
}
