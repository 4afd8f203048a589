using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Bcs.Api;

namespace Bcs.Sandbox.Pipeline;

/// <summary>What a handler answers; written to the wire after the world's gate is free again.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="WriteAsync">Writes the body.</param>
internal sealed record Answer(int Status, string ContentType, Func<Stream, CancellationToken, Task> WriteAsync)
{
    public const string JsonType = "application/json";

    // Offsets of times stay readable, as the live service has them.
    private static readonly JsonSerializerOptions BcsOptions = new(BcsJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Items in the list that it carries, for the record of calls.</summary>
    public int? Rows { get; init; }

    /// <summary>Bytes of the body, if known before it is written.</summary>
    public long? Length { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A refusal.</summary>
    public static implicit operator Answer(BcsFault fault) => Refuse(fault);

    public static Answer Ok<T>(T body, int? rows = null) => Json(200, body, BcsOptions, rows);

    public static Answer Json<T>(int status, T body, JsonSerializerOptions options, int? rows = null)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, options);
        return Bytes(status, JsonType, bytes) with { Rows = rows };
    }

    public static Answer Text(int status, string contentType, string body) => Bytes(status, contentType, Encoding.UTF8.GetBytes(body));

    public static Answer Bytes(int status, string contentType, byte[] bytes) =>
        new(status, contentType, (stream, cancellationToken) => stream.WriteAsync(bytes, cancellationToken).AsTask()) { Length = bytes.Length };

    /// <summary>Writes the whole answer.</summary>
    public Task SendAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = Length;
        foreach (var (name, value) in Headers)
        {
            context.Response.Headers[name] = value;
        }

        return WriteAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>The whole body in memory.</summary>
    public async Task<byte[]> RenderAsync(CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await WriteAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    /// <summary>A refusal of BCS; one of the API gateway also names the request.</summary>
    public static Answer Refuse(BcsFault fault)
    {
        var body = new Dictionary<string, string> { ["error_code"] = fault.Code, ["error_msg"] = fault.Message };
        if (fault.Code.StartsWith("APIG", StringComparison.Ordinal))
        {
            body["request_id"] = Guid.NewGuid().ToString("N");
        }

        return Json(fault.Status, body, BcsOptions);
    }
}
