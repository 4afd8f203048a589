using System.Text.Json;

using Portal.Testing;

namespace Bcs.Api.Tests;

/// <summary>The upstream contract as data.</summary>
internal static class Contract
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

/// <summary>An operation of the contract.</summary>
internal sealed record ContractOperation(string Method, string Path, JsonElement Body)
{
    public string Id => Body.GetProperty("operationId").GetString()!;

    public string Section => Body.GetProperty("x-section").GetString()!;

    public bool IsAsync => Body.GetProperty("x-async").GetBoolean();

    /// <summary>Example bodies of the request.</summary>
    public IEnumerable<JsonElement> RequestExamples => Body.TryGetProperty("requestBody", out var body) ? Examples(body) : [];

    /// <summary>Example bodies of the answer with status 200.</summary>
    public IEnumerable<JsonElement> ResponseExamples => Examples(Body.GetProperty("responses").GetProperty("200"));

    /// <summary>True if the request has a body in JSON.</summary>
    public bool HasJsonRequest => RequestSchema is not null;

    /// <summary>Media type of the request's body, or null.</summary>
    public string? RequestMediaType => Body.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().First().Name : null;

    /// <summary>True if the answer is a file.</summary>
    public bool AnswersWithFile => Body.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("application/zip", out _);

    /// <summary>Schema of the request's JSON body.</summary>
    public JsonElement? RequestSchema => Body.TryGetProperty("requestBody", out var body) ? Schema(body) : null;

    /// <summary>Schema of the JSON body of the answer with status 200.</summary>
    public JsonElement? ResponseSchema => Schema(Body.GetProperty("responses").GetProperty("200"));

    /// <summary>Names of the query parameters.</summary>
    public IEnumerable<string> QueryParameters => QuerySchemas.Select(q => q.Name);

    /// <summary>Names and schemas of the query parameters.</summary>
    public IEnumerable<(string Name, JsonElement Schema)> QuerySchemas => Parameters.Where(p => p.Place == "query").Select(p => (p.Name, p.Schema));

    /// <summary>All parameters outside the body; the place is <c>path</c>, <c>query</c> or <c>header</c>.</summary>
    public IEnumerable<(string Place, string Name, JsonElement Schema)> Parameters => Body.TryGetProperty("parameters", out var all)
        ? all.EnumerateArray().Select(Contract.Resolve)
            .Select(p => (p.GetProperty("in").GetString()!, p.GetProperty("name").GetString()!, p.GetProperty("schema")))
        : [];

    /// <summary>Names of the parts of a form.</summary>
    public IEnumerable<string> FormParts => RequestMediaType == "multipart/form-data"
        ? Body.GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties")
            .EnumerateObject().Select(p => p.Name)
        : [];

    /// <summary>Dotted paths of request fields that hold passwords or files.</summary>
    public IEnumerable<string> SecretFields => RequestMediaType == "multipart/form-data"
        ? Body.GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties")
            .EnumerateObject().Where(p => p.Value.GetProperty("format").GetString() == "binary").Select(p => p.Name)
        : RequestSchema is { } schema
            ? Contract.FieldPaths(schema).Where(p => p.Contains("password", StringComparison.Ordinal) || p.Contains("pwd", StringComparison.Ordinal))
            : [];

    private static JsonElement? Schema(JsonElement holder) =>
        holder.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) && json.TryGetProperty("schema", out var schema)
            ? schema
            : null;

    private static IEnumerable<JsonElement> Examples(JsonElement holder) =>
        holder.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) && json.TryGetProperty("examples", out var examples)
            ? examples.EnumerateObject().Select(e => e.Value.GetProperty("value"))
            : [];
}
