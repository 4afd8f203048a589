using System.Security.Cryptography;
using System.Text;

namespace Portal.Bff.Audit;

/// <summary>Cuts what a stranger chose the length of; the hash still tells whether two were the same.</summary>
internal static class ShortText
{
    /// <summary>Texts of this length stay as they are.</summary>
    public const int MaximalLength = 200;

    private const int Kept = 100;

    /// <summary>The text, or its beginning with the SHA-256 of the whole.</summary>
    public static string? Of(string? text) =>
        text is null || text.Length <= MaximalLength
            ? text
            : $"{text.AsSpan(0, char.IsHighSurrogate(text[Kept - 1]) ? Kept - 1 : Kept)}… sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
