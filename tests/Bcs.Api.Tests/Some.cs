using System.Net;
using System.Text;

using Bcs.Api.Client;

using Portal.Testing;

namespace Bcs.Api.Tests;

/// <summary>Fresh, valid objects.</summary>
internal static class Some
{
    /// <summary>Bytes that could be a small zip.</summary>
    public static readonly byte[] Zip = [0x50, 0x4b, 0x05, 0x06, .. new byte[18]];

    public static FileUpload Upload() => new(new MemoryStream(Zip), "user01.zip");

    public static HttpResponseMessage Json(int status, string body, params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    }

    public static HttpResponseMessage File(byte[] content, string? disposition, string type = "application/zip")
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) };
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (disposition is not null)
        {
            answer.Content.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        }

        return answer;
    }

    /// <summary>The answer that an operation gives when all is well.</summary>
    public static HttpResponseMessage Answer(ContractOperation operation) => operation.AnswersWithFile
        ? File(Zip, "attachment; filename=a.zip")
        : Json(200, operation.ResponseExamples.FirstOrDefault() is { ValueKind: not System.Text.Json.JsonValueKind.Undefined } example ? example.GetRawText() : "{}");
}
