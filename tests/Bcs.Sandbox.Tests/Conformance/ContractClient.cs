using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Conformance;

/// <summary>
/// A client made of the contract alone: paths, parameters and bodies come from it, every request and answer is checked
/// against its schemas, and what was gone through is noted.
/// </summary>
internal sealed class ContractClient(SandboxHost sandbox, Coverage coverage)
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>Sets a path parameter for the calls that follow.</summary>
    public ContractClient With(string parameter, string value)
    {
        _values[parameter] = value;
        return this;
    }

    /// <summary>Calls an operation that answers with JSON.</summary>
    public async Task<JsonNode> CallAsync(string id, JsonObject? body = null, string tenant = "harbor", params (string Name, string Value)[] query)
    {
        using var content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        var operation = Contract.Operation(id);
        if (body is not null)
        {
            Check(operation, "request", JsonSerializer.SerializeToElement(body), operation.RequestSchema);
        }

        using var answer = await SendAsync(operation, content, tenant, query);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == 200, $"{id}: {(int)answer.StatusCode} {text}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var json = JsonSerializer.Deserialize<JsonElement>(text);
        Check(operation, "response", json, operation.ResponseSchema);
        Note(operation, query, body is null ? [] : FieldsOf(body, "").Select(f => $"body {f}"));
        return JsonNode.Parse(text)!;
    }

    /// <summary>Calls an operation that answers with a file, which is a zip.</summary>
    public async Task<byte[]> DownloadAsync(string id, JsonObject? body = null, params (string Name, string Value)[] query)
    {
        var operation = Contract.Operation(id);
        Assert.True(operation.AnswersWithFile);
        using var content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (body is not null)
        {
            Check(operation, "request", JsonSerializer.SerializeToElement(body), operation.RequestSchema);
        }

        using var answer = await SendAsync(operation, content, "harbor", query);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True((int)answer.StatusCode == 200, $"{id}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(bytes)}");
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(".zip", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.Equal("PK"u8, bytes.AsSpan(0, 2));
        Note(operation, query, body is null ? [] : FieldsOf(body, "").Select(f => $"body {f}"));
        return bytes;
    }

    /// <summary>Calls an operation that takes a file.</summary>
    public async Task UploadAsync(string id, byte[] zip)
    {
        var operation = Contract.Operation(id);
        using var file = new ByteArrayContent(zip);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        var part = Assert.Single(operation.FormParts);
        using var form = new MultipartFormDataContent { { file, part, "user.zip" } };
        using var answer = await SendAsync(operation, form, "harbor", []);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == 200, $"{id}: {(int)answer.StatusCode} {text}");
        Check(operation, "response", JsonSerializer.Deserialize<JsonElement>(text), operation.ResponseSchema);
        Note(operation, [], [$"form {part}"]);
    }

    private async Task<HttpResponseMessage> SendAsync(ContractOperation operation, HttpContent? content, string tenant, (string Name, string Value)[] query)
    {
        _values["project_id"] = SandboxHost.Project(tenant);
        var path = _values.Aggregate(operation.Path, (text, v) => text.Replace($"{{{v.Key}}}", Uri.EscapeDataString(v.Value), StringComparison.Ordinal));
        Assert.DoesNotContain('{', path);
        var pairs = string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"));
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), pairs.Length == 0 ? path : $"{path}?{pairs}") { Content = content };
        request.Headers.Add("X-Auth-Token", await sandbox.TokenAsync(tenant));
        return await sandbox.Http.SendAsync(request);
    }

    private void Check(ContractOperation operation, string side, JsonElement body, JsonElement? schema)
    {
        var violations = coverage.Adjust(operation.Id, side, SchemaCheck.Find(body, schema!.Value));
        Assert.True(violations.Count == 0, $"{operation.Id} {side}: {string.Join("; ", violations)}\n{body}");
    }

    private void Note(ContractOperation operation, (string Name, string Value)[] query, IEnumerable<string> body)
    {
        coverage.Operation(operation.Id);
        var sent = operation.Parameters.Where(p => p.Place is "path" or "header").Select(p => $"{p.Place} {p.Name}").Concat(query.Select(q => $"query {q.Name}")).Concat(body);
        foreach (var parameter in sent)
        {
            coverage.Parameter(operation.Id, parameter);
        }
    }

    /// <summary>Dotted paths of fields; keys of maps are not told from fields, which does no harm.</summary>
    private static IEnumerable<string> FieldsOf(JsonNode? node, string prefix) => node switch
    {
        JsonObject members => members.SelectMany(m => FieldsOf(m.Value, prefix + m.Key + ".").Prepend(prefix + m.Key)),
        JsonArray items => items.SelectMany(i => FieldsOf(i, prefix)),
        _ => [],
    };
}
