namespace Bcs.Api.Client;

/// <summary>
/// A file on its way. It is read from the connection as it comes, never held whole; dispose it to free the connection.
/// A connection that breaks shows as an <see cref="IOException"/> while reading.
/// </summary>
public sealed class BcsDownload : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly HashingStream _content;

    internal BcsDownload(HttpResponseMessage response, Stream content, string fallbackName, string? auditId)
    {
        _response = response;
        _content = new HashingStream(content);
        var headers = response.Content.Headers;
        FileName = Plain(headers.ContentDisposition?.FileNameStar ?? headers.ContentDisposition?.FileName) ?? fallbackName;
        ContentType = headers.ContentType?.MediaType ?? "application/octet-stream";
        Length = headers.ContentLength;
        AuditId = auditId;
    }

    /// <summary>Name that the cloud gave, without any folders; the operation's id with <c>.zip</c> if it gave none.</summary>
    public string FileName { get; }

    /// <summary>Media type.</summary>
    public string ContentType { get; }

    /// <summary>Size in bytes, if it was announced.</summary>
    public long? Length { get; }

    /// <summary>Audit record of the call, if it went through the portal's gateway.</summary>
    public string? AuditId { get; }

    /// <summary>The bytes; can be read once.</summary>
    public Stream Content => _content;

    /// <summary>SHA-256 of the file in lower-case hex; null until it was read to its end.</summary>
    public string? Sha256 => _content.Sha256;

    /// <summary>Writes the file to a stream.</summary>
    /// <returns>Its SHA-256 in lower-case hex.</returns>
    public async Task<string> CopyToAsync(Stream target, CancellationToken cancellationToken = default)
    {
        await _content.CopyToAsync(target, cancellationToken);
        return _content.Sha256!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        _response.Dispose();
    }

    private static string? Plain(string? name)
    {
        name = name?.Trim('"');
        name = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return string.IsNullOrWhiteSpace(name) || name is "." or ".." ? null : name;
    }
}
