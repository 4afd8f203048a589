using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Microsoft.AspNetCore.Http.Features;

namespace Bcs.Sandbox.Iam.Signing;

/// <summary>
/// A signed request, read from what came over the wire and ready to be checked with a secret key. Reading it hashes the body, so it is
/// done before the world's gate is taken.
/// </summary>
internal sealed class SignedRequest
{
    private const string DateHeader = "X-Sdk-Date";
    private const string DateName = "x-sdk-date";
    private const string HashHeader = "X-Sdk-Content-Sha256";
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>How headers were made text of, so that it gives back the bytes that came.</summary>
    public static readonly Encoding Wire = Encoding.Latin1;

    private readonly IReadOnlyList<string> _stringsToSign;
    private readonly string _signature;

    private SignedRequest(string accessKey, DateTimeOffset date, string signature, IReadOnlyList<string> stringsToSign)
    {
        AccessKey = accessKey;
        Date = date;
        _signature = signature;
        _stringsToSign = stringsToSign;
    }

    /// <summary>Access key id.</summary>
    public string AccessKey { get; }

    /// <summary>When it says that it was signed.</summary>
    public DateTimeOffset Date { get; }

    /// <summary>Reads a request that is meant to be signed; null if it is malformed, lacks a header that it lists, or contradicts its body.</summary>
    public static SignedRequest? Read(HttpContext context, ReadOnlySpan<byte> body)
    {
        var request = context.Request;
        var date = request.Headers[DateHeader].ToString();
        if (SigningAuthorization.Parse(request.Headers.Authorization.ToString()) is not { } authorization || Headers(request, authorization) is not { } headers
            || !DateTimeOffset.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || Payloads(request, body) is not { } payloads)
        {
            return null;
        }

        var (path, query) = CanonicalForm.Split(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var start = $"{request.Method}\n{CanonicalForm.Path(path)}\n{CanonicalForm.Query(query)}\n{headers}\n{authorization.SignedHeaders}\n";
        return new SignedRequest(authorization.AccessKey, at, authorization.Signature, payloads.ConvertAll(p => $"{SigningAuthorization.Scheme}\n{date}\n{Hash(Wire.GetBytes(start + p))}"));
    }

    /// <summary>Whether the signature was made with this secret. Takes the same time wherever it differs.</summary>
    public bool IsSignedWith(string secretKey)
    {
        var key = Encoding.UTF8.GetBytes(secretKey);
        var sent = Encoding.UTF8.GetBytes(_signature);
        var matches = false;
        foreach (var text in _stringsToSign)
        {
            var expected = Encoding.UTF8.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))));
            matches |= CryptographicOperations.FixedTimeEquals(expected, sent);
        }

        return matches;
    }

    /// <summary>
    /// The canonical headers; null if a listed one is absent, the date is not among them, or the names are not as the guide has them: lower
    /// case, in order, each once. The host need not be signed: Go's SDK keeps it apart from the headers.
    /// </summary>
    private static string? Headers(HttpRequest request, SigningAuthorization authorization)
    {
        var names = authorization.SignedHeaders.Split(';');
        if (!names.Contains(DateName) || names.Any(n => n.Any(char.IsAsciiLetterUpper)) || names.Zip(names.Skip(1)).Any(n => string.CompareOrdinal(n.First, n.Second) >= 0))
        {
            return null;
        }

        var canonical = new StringBuilder();
        foreach (var name in names)
        {
            if (!request.Headers.TryGetValue(name, out var values) || values.Count == 0)
            {
                return null;
            }

            // The server has taken away the space around each value.
            canonical.Append(name).Append(':').AppendJoin(',', (IEnumerable<string?>)values).Append('\n');
        }

        return canonical.ToString();
    }

    /// <summary>
    /// What may stand for the body in the canonical request: its hash, or what the header says; null if the header tells another hash.
    /// Of an empty body some SDKs sign the hash although they send the header.
    /// </summary>
    private static List<string>? Payloads(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var hash = Hash(body);
        var said = request.Headers[HashHeader].ToString();
        return said switch
        {
            "" => [hash],
            UnsignedPayload => body.IsEmpty ? [said, hash] : [said],
            _ => said == hash ? [said] : null,
        };
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
