using System.Security.Cryptography;
using System.Text.Json;

namespace Bcs.Sandbox.OpenId;

/// <summary>
/// Keys that sign tokens: RSA, RS256. After a rotation the one before stays published, so that what it signed can still be checked.
/// </summary>
internal sealed class SigningKeys : IDisposable
{
    private const int Bits = 2048;
    private const int Published = 2;

    private readonly Lock _gate = new();
    private readonly List<(string Id, RSA Key)> _keys = [];

    /// <summary>Public keys as a JSON Web Key Set, the newest first.</summary>
    public object Jwks()
    {
        lock (_gate)
        {
            Current();
            return new
            {
                keys = _keys.Select(k =>
                {
                    var parameters = k.Key.ExportParameters(includePrivateParameters: false);
                    return new { kty = "RSA", use = "sig", alg = "RS256", kid = k.Id, n = Base64Url(parameters.Modulus!), e = Base64Url(parameters.Exponent!) };
                }).ToList(),
            };
        }
    }

    /// <summary>Makes a new key; the one before stays published until the next rotation.</summary>
    public string Rotate()
    {
        lock (_gate)
        {
            Add();
            foreach (var (_, old) in _keys.Skip(Published))
            {
                old.Dispose();
            }

            _keys.RemoveRange(Math.Min(Published, _keys.Count), Math.Max(0, _keys.Count - Published));
            return _keys[0].Id;
        }
    }

    /// <summary>A signed token.</summary>
    /// <param name="type">Type of the token, such as <c>JWT</c>.</param>
    /// <param name="claims">What it says.</param>
    public string Sign(string type, IReadOnlyDictionary<string, object> claims)
    {
        lock (_gate)
        {
            var (id, key) = Current();
            var text = $"{Part(new { alg = "RS256", typ = type, kid = id })}.{Part(claims)}";
            return $"{text}.{Base64Url(key.SignData(System.Text.Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
    }

    /// <summary>What a token says that was signed here with a key that is still published; null for any other. Its lifetime is not looked at.</summary>
    public JsonElement? Read(string? token)
    {
        if (token?.Split('.') is not { Length: 3 } parts)
        {
            return null;
        }

        try
        {
            lock (_gate)
            {
                var text = System.Text.Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
                var signature = System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]);
                return _keys.Exists(k => k.Key.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                    ? JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))
                    : null;
            }
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public void Dispose() => _keys.ForEach(k => k.Key.Dispose());

    private static string Part(object value) => Base64Url(JsonSerializer.SerializeToUtf8Bytes(value));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    // Made when the first token is asked for: a run without single sign-on does not pay for it.
    private (string Id, RSA Key) Current()
    {
        if (_keys.Count == 0)
        {
            Add();
        }

        return _keys[0];
    }

    private void Add() => _keys.Insert(0, (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), RSA.Create(Bits)));
}
