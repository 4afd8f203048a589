using System.Text.Json;

namespace Portal.Testing;

/// <summary>An operation of the contract.</summary>
/// <param name="Method">Method in capitals.</param>
/// <param name="Path">Template of its path.</param>
/// <param name="Body">All that the contract says of it.</param>
public sealed record ContractOperation(string Method, string Path, JsonElement Body)
{
    /// <summary>Its id.</summary>
    public string Id => Body.GetProperty("operationId").GetString()!;

    /// <summary>Section of the reference.</summary>
    public string Section => Body.GetProperty("x-section").GetString()!;

    /// <summary>True if it goes on after its answer.</summary>
    public bool IsAsync => Body.GetProperty("x-async").GetBoolean();

    /// <summary>Example bodies of the request.</summary>
    public IEnumerable<JsonElement> RequestExamples => Body.TryGetProperty("requestBody", out var body) ? Examples(body) : [];

    /// <summary>The example body of the request with this name.</summary>
    public JsonElement RequestExample(string name) =>
        Body.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("examples").GetProperty(name).GetProperty("value");

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

    /// <summary>Names and schemas of the parts of a form.</summary>
    public IEnumerable<(string Name, JsonElement Schema)> FormSchemas => RequestMediaType == "multipart/form-data"
        ? Body.GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties")
            .EnumerateObject().Select(p => (p.Name, p.Value))
        : [];

    /// <summary>Names of the parts of a form.</summary>
    public IEnumerable<string> FormParts => FormSchemas.Select(p => p.Name);

    /// <summary>Dotted paths of request fields that hold passwords or files.</summary>
    public IEnumerable<string> SecretFields => RequestSchema is { } schema
        ? Contract.FieldPaths(schema).Where(p => p.Contains("password", StringComparison.Ordinal) || p.Contains("pwd", StringComparison.Ordinal))
        : FormSchemas.Where(p => p.Schema.GetProperty("format").GetString() == "binary").Select(p => p.Name);

    private static JsonElement? Schema(JsonElement holder) =>
        holder.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) && json.TryGetProperty("schema", out var schema)
            ? schema
            : null;

    private static IEnumerable<JsonElement> Examples(JsonElement holder) =>
        holder.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) && json.TryGetProperty("examples", out var examples)
            ? examples.EnumerateObject().Select(e => e.Value.GetProperty("value"))
            : [];
}
