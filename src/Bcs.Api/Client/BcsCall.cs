using System.Net.Http.Headers;
using System.Net.Http.Json;

using Bcs.Api.Catalogue;

namespace Bcs.Api.Client;

/// <summary>One call as it is to be sent.</summary>
/// <param name="Operation">Which of the catalogue.</param>
/// <param name="Path">Values of the template beside the project.</param>
internal sealed record BcsCall(BcsOperation Operation, params IReadOnlyList<(string Name, string Value)> Path)
{
    /// <summary>Query; pairs whose value is null are not sent.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Query { get; init; } = [];

    /// <summary>Body, written as JSON; null for none.</summary>
    public object? Body { get; init; }

    /// <summary>File, sent as the part <c>file</c> of a form; null for none.</summary>
    public FileUpload? File { get; init; }

    /// <summary>Path and query below the endpoint.</summary>
    public string ToUri(string prefix, string projectId)
    {
        var uri = Operation.Template.Replace("{project_id}", Uri.EscapeDataString(projectId), StringComparison.Ordinal);
        foreach (var (name, value) in Path)
        {
            uri = uri.Replace("{" + name + "}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        var query = string.Join('&', Query.Where(p => p.Value is not null).Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value!)}"));
        return prefix + uri + (query.Length == 0 ? "" : "?" + query);
    }

    /// <summary>The request's content; a new one for each attempt.</summary>
    public HttpContent? ToContent()
    {
        if (File is { } file)
        {
            var part = new StreamContent(file.Content);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
            return new MultipartFormDataContent { { part, "file", file.FileName } };
        }

        return Body is null
            ? null
            : JsonContent.Create(Body, Body.GetType(), new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" }, BcsJson.Options);
    }
}
