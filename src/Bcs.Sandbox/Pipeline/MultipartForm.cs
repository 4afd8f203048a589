using System.Text;

using Microsoft.Net.Http.Headers;

namespace Bcs.Sandbox.Pipeline;

/// <summary>A part of a form.</summary>
/// <param name="Name">Name of the field.</param>
/// <param name="FileName">Name of the file; null for a plain field.</param>
/// <param name="Content">The bytes.</param>
internal sealed record FormPart(string Name, string? FileName, ReadOnlyMemory<byte> Content);

/// <summary>Reads <c>multipart/form-data</c> (RFC 7578) from a body that is in memory.</summary>
internal static class MultipartForm
{
    private static readonly byte[] NewLine = "\r\n"u8.ToArray();
    private static readonly byte[] EmptyLine = "\r\n\r\n"u8.ToArray();

    /// <summary>The parts in order, or null if the body is no such form.</summary>
    public static IReadOnlyList<FormPart>? Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
        {
            return null;
        }

        // With a line end before it, the first boundary looks like all others.
        byte[] text = [.. NewLine, .. body.Span];
        var delimiter = Encoding.UTF8.GetBytes($"\r\n--{boundary}");
        var parts = new List<FormPart>();
        var at = text.AsSpan().IndexOf(delimiter);
        while (at >= 0)
        {
            var start = at + delimiter.Length;
            if (text.AsSpan(start).StartsWith("--"u8))
            {
                return parts;
            }

            var length = text.AsSpan(start).IndexOf(delimiter);
            if (length < 0 || Part(text.AsMemory(start, length)) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            at = start + length;
        }

        return null;
    }

    private static FormPart? Part(ReadOnlyMemory<byte> part)
    {
        var end = part.Span.IndexOf(EmptyLine);
        if (end < 0)
        {
            return null;
        }

        foreach (var line in Encoding.UTF8.GetString(part.Span[..end]).Split("\r\n"))
        {
            const string Disposition = "Content-Disposition:";
            if (line.StartsWith(Disposition, StringComparison.OrdinalIgnoreCase)
                && ContentDispositionHeaderValue.TryParse(line[Disposition.Length..].Trim(), out var value) && HeaderUtilities.RemoveQuotes(value.Name).Value is { } name)
            {
                var file = HeaderUtilities.RemoveQuotes(value.FileNameStar.HasValue ? value.FileNameStar : value.FileName).Value;
                return new FormPart(name, file, part[(end + EmptyLine.Length)..]);
            }
        }

        return null;
    }
}
