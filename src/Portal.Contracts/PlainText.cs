using System.Text;

namespace Portal.Contracts;

/// <summary>
/// What people type, as rules, requests and searches take it: an input method may put full-width digits, letters and spaces where plain
/// ones are meant.
/// </summary>
public static class PlainText
{
    /// <summary>In the compatibility form of Unicode (NFKC), without the spaces around it.</summary>
    public static string Of(string? text) => Compose(text ?? "").Trim();

    /// <summary>As <see cref="Of"/>, and without a difference between capital and small letters: to be compared, not to be shown.</summary>
    public static string Folded(string? text) => Of(text).ToLowerInvariant();

    /// <summary>True if a text holds what someone looks for, however either of them is written.</summary>
    public static bool Has(string? text, string? sought) => text is not null && Compose(text).Contains(Of(sought), StringComparison.OrdinalIgnoreCase);

    private static string Compose(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a character: no rule takes it, and no name holds it.
            return text;
        }
    }
}
