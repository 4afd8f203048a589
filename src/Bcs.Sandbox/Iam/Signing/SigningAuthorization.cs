namespace Bcs.Sandbox.Iam.Signing;

/// <summary>The <c>Authorization</c> header of a signed request.</summary>
/// <param name="AccessKey">Access key id.</param>
/// <param name="SignedHeaders">Names of the signed headers as they were sent, joined by semicolons.</param>
/// <param name="Signature">The signature as it was sent.</param>
internal sealed record SigningAuthorization(string AccessKey, string SignedHeaders, string Signature)
{
    public const string Scheme = "SDK-HMAC-SHA256";

    /// <summary>Whether a header is one of this scheme, well-formed or not.</summary>
    public static bool IsMeant(string header) => header == Scheme || header.StartsWith(Scheme + " ", StringComparison.Ordinal);

    /// <summary>Reads the header in exactly the form that the SDKs write; null if it is not in that form.</summary>
    public static SigningAuthorization? Parse(string header)
    {
        if (!header.StartsWith(Scheme + " ", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = header[(Scheme.Length + 1)..].Split(", ");
        return parts.Length == 3 && Value(parts[0], "Access=") is { } access && Value(parts[1], "SignedHeaders=") is { } headers && Value(parts[2], "Signature=") is { } signature
            ? new SigningAuthorization(access, headers, signature)
            : null;
    }

    private static string? Value(string part, string name) =>
        part.Length > name.Length && part.StartsWith(name, StringComparison.Ordinal) ? part[name.Length..] : null;
}
