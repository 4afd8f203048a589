using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bcs.Api.Signing;

/// <summary>
/// Signs requests with an access key in place of a token (section 4.2 of the reference, algorithm SDK-HMAC-SHA256 of the
/// cloud's API gateway). It signs host, date, content type and body; a form with files is signed without its body, as the
/// official SDKs do, so that it can be streamed.
/// </summary>
/// <param name="key">The access key.</param>
/// <param name="time">Clock; the gateway refuses a date that is more than 15 minutes off.</param>
public sealed class RequestSigner(AccessKey key, TimeProvider time)
{
    /// <summary>Most bytes of a body that may be signed: 12 MB.</summary>
    public const int MaxBodyBytes = 12 * 1024 * 1024;

    /// <summary>
    /// Under this key a request may carry the SHA-256 of its body in lower-case hex; without it the body is read into
    /// memory to be hashed.
    /// </summary>
    public static readonly HttpRequestOptionsKey<string> BodySha256Key = new("bcs.body-sha256");

    private const string Algorithm = "SDK-HMAC-SHA256";
    private const string DateHeader = "X-Sdk-Date";
    private const string BodyHashHeader = "X-Sdk-Content-Sha256";
    private const string UnsignedBody = "UNSIGNED-PAYLOAD";

    private static readonly string EmptyBodyHash = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <summary>Signs a request whose address is absolute. To be called last: what is changed afterwards breaks the signature.</summary>
    /// <exception cref="HttpRequestException">The body is larger than <see cref="MaxBodyBytes"/>.</exception>
    public async ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        // A plus in a query means a space to some receivers and itself to others; escaped, it means one thing to all.
        request.RequestUri = Unambiguous(request.RequestUri!);
        foreach (var name in (string[])[DateHeader, BodyHashHeader, "Authorization", "X-Auth-Token"])
        {
            request.Headers.Remove(name);
        }

        var date = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation(DateHeader, date);
        var bodyHash = await HashBodyAsync(request, cancellationToken);
        var signed = SignedHeaders(request);
        var uri = request.RequestUri;
        var canonical = CanonicalRequest.Build(request.Method.Method, uri.AbsolutePath, uri.Query, signed, bodyHash);
        var toSign = $"{Algorithm}\n{date}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.SecretKey.Reveal()), Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"{Algorithm} Access={key.Id}, SignedHeaders={string.Join(';', signed.Select(h => h.Name))}, Signature={signature}");
    }

    private static async ValueTask<string> HashBodyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content)
        {
            return EmptyBodyHash;
        }

        if (content.Headers.ContentType?.MediaType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true)
        {
            request.Headers.TryAddWithoutValidation(BodyHashHeader, UnsignedBody);
            return UnsignedBody;
        }

        if (request.Options.TryGetValue(BodySha256Key, out var known))
        {
            return known;
        }

        await content.LoadIntoBufferAsync(MaxBodyBytes, cancellationToken);
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var hash = await SHA256.HashDataAsync(body, cancellationToken);
        body.Position = 0;
        return Convert.ToHexStringLower(hash);
    }

    private static List<(string Name, string Value)> SignedHeaders(HttpRequestMessage request)
    {
        var signed = new List<(string Name, string Value)>();
        if (request.Content is { } content && content.Headers.NonValidated.TryGetValues("Content-Type", out var type))
        {
            signed.Add(("content-type", type.ToString()));
        }

        signed.Add(("host", request.Headers.Host ?? Host(request.RequestUri!)));
        foreach (var name in (string[])[BodyHashHeader, DateHeader])
        {
            if (request.Headers.NonValidated.TryGetValues(name, out var value))
            {
                signed.Add((name.ToLowerInvariant(), value.ToString()));
            }
        }

        return signed;
    }

    private static string Host(Uri uri)
    {
        var name = uri.HostNameType is UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{uri.Port}");
    }

    private static Uri Unambiguous(Uri uri) =>
        uri.Query.Contains('+', StringComparison.Ordinal) ? new UriBuilder(uri) { Query = uri.Query.Replace("+", "%20", StringComparison.Ordinal) }.Uri : uri;
}
