using System.Text;

using Microsoft.AspNetCore.Http;

namespace Portal.Bff.Tests.Proxy;

/// <summary>One answer of the cloud, or of something in front of it, as the wire carries it.</summary>
/// <param name="Status">Status.</param>
/// <param name="Type">Content type, or null for none.</param>
/// <param name="Body">Body; empty for none.</param>
internal sealed record UpstreamAnswer(int Status, string? Type, byte[] Body)
{
    /// <summary>Seconds of a <c>Retry-After</c>.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Name of a file.</summary>
    public string? Disposition { get; init; }

    /// <summary>After so many bytes of the body the connection breaks; -1 breaks it before the head.</summary>
    public int? CutAt { get; init; }

    /// <summary>JSON with a text of so many bytes in it.</summary>
    public static byte[] LongJson(int bytes, string fields) => Encoding.UTF8.GetBytes($"{{{fields},\"filler\":\"{new string('x', bytes)}\"}}");

    /// <summary>A page of so many bytes.</summary>
    public static byte[] Page(int bytes = 0) => Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><body>{new string('x', bytes)}</body></html>");

    /// <summary>Sends it.</summary>
    public async Task SendAsync(HttpContext context)
    {
        if (CutAt is -1)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = Type;
        response.ContentLength = Status is 204 or 304 ? null : Body.Length;
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Disposition is not null)
        {
            response.Headers.ContentDisposition = Disposition;
        }

        if (Status is not (204 or 304))
        {
            // With less than was announced the server ends the connection after what it has sent.
            await response.Body.WriteAsync(Body.AsMemory(0, CutAt ?? Body.Length));
        }

    }
}
