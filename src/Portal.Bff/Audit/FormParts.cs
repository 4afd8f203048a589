using System.Security.Cryptography;

using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Portal.Bff.Audit;

/// <summary>One part of a form.</summary>
/// <param name="Name">Name of the field, or null.</param>
/// <param name="FileName">Name of the file, or null for a plain field.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">SHA-256 of its content, lower-case hex.</param>
internal sealed record FormPart(string? Name, string? FileName, long Bytes, string Sha256);

/// <summary>Lists the parts of a form with files, without keeping what is in them.</summary>
internal static class FormParts
{
    private const int MaxParts = 100;

    /// <summary>The parts, or null if the body is no such form.</summary>
    public static async Task<IReadOnlyList<FormPart>?> ReadAsync(string? contentType, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            return null;
        }

        var parts = new List<FormPart>();
        try
        {
            using var stream = new MemoryStream(body.ToArray(), writable: false);
            var reader = new MultipartReader(boundary, stream);
            while (parts.Count < MaxParts && await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                parts.Add(await ReadAsync(section, cancellationToken));
            }

            return parts;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static async Task<FormPart> ReadAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        var chunk = new byte[8192];
        for (var read = await section.Body.ReadAsync(chunk, cancellationToken); read > 0; read = await section.Body.ReadAsync(chunk, cancellationToken))
        {
            hash.AppendData(chunk.AsSpan(0, read));
            size += read;
        }

        var disposition = section.GetContentDispositionHeader();
        return new FormPart(
            HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).Value, HeaderUtilities.RemoveQuotes(disposition?.FileName ?? default).Value,
            size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
