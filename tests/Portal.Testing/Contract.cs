using System.Text.Json;

namespace Portal.Testing;

/// <summary>The published contract of the cloud as data, apart from all code of ours.</summary>
public static class Contract
{
    private static readonly JsonElement OpenApi = Load("bcs-v2.openapi.json");
    private static readonly JsonElement ActionTable = Load("actions.json");
    private static readonly JsonElement Errors = Load("error-codes.json");

    /// <summary>Operations of BCS, without those of IAM.</summary>
    public static IReadOnlyList<ContractOperation> Operations { get; } =
    [
        .. from path in OpenApi.GetProperty("paths").EnumerateObject()
           where path.Name.StartsWith("/v2/", StringComparison.Ordinal)
           from method in path.Value.EnumerateObject()
           where method.Value.ValueKind is JsonValueKind.Object && method.Value.TryGetProperty("operationId", out _)
           select new ContractOperation(method.Name.ToUpperInvariant(), path.Name, method.Value),
    ];

    /// <summary>Its schemas by name.</summary>
    public static JsonElement Schemas => OpenApi.GetProperty("components").GetProperty("schemas");

    /// <summary>Action by operation id.</summary>
    public static IReadOnlyDictionary<string, string> Actions { get; } = ActionTable.GetProperty("actions").EnumerateArray()
        .ToDictionary(a => a.GetProperty("operation_id").GetString()!, a => a.GetProperty("action").GetString()!);

    /// <summary>Every code that the reference lists or shows.</summary>
    public static IReadOnlySet<string> Codes { get; } = Errors.GetProperty("rows").EnumerateArray().Concat(Errors.GetProperty("examples_only").EnumerateArray())
        .Select(r => r.GetProperty("code").GetString()!).ToHashSet();

    /// <summary>Status that comes with each code; an example that prints none, and the misprint 100, mean 400.</summary>
    public static IReadOnlyDictionary<string, int> Statuses { get; } = Errors.GetProperty("rows").EnumerateArray().Concat(Errors.GetProperty("examples_only").EnumerateArray())
        .GroupBy(r => r.GetProperty("code").GetString()!)
        .ToDictionary(g => g.Key, g => g.Max(r => r.TryGetProperty("status", out var status) && status.ValueKind is JsonValueKind.Number ? Math.Max(400, status.GetInt32()) : 400));

    /// <summary>Code and message of every row of the reference's table.</summary>
    public static IEnumerable<(string Code, string Message)> Messages { get; } =
        [.. Errors.GetProperty("rows").EnumerateArray().Select(r => (r.GetProperty("code").GetString()!, r.GetProperty("message").GetString()!))];

    /// <summary>The operation of this id.</summary>
    public static ContractOperation Operation(string id) => Operations.Single(o => o.Id == id);

    /// <summary>Dotted paths of all fields of a schema, sorted; items of lists and values of maps stand directly below their field.</summary>
    public static IEnumerable<string> FieldPaths(JsonElement schema) => Walk(schema, "").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(JsonElement schema, string prefix)
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("items", out var inner) || (schema.TryGetProperty("additionalProperties", out inner) && inner.ValueKind is JsonValueKind.Object))
        {
            return Walk(inner, prefix);
        }

        return schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(p => Walk(p.Value, prefix + p.Name + ".").Prepend(prefix + p.Name))
            : [];
    }

    /// <summary>The schema itself where one refers to another.</summary>
    public static JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(OpenApi, (node, name) => node.GetProperty(name));
        }

        return schema;
    }

    private static JsonElement Load(string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Repo.PathOf("tests", "contract", file)));
}
