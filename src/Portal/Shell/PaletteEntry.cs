using Portal.Contracts;

namespace Portal.Shell;

/// <summary>Something to go to or to do.</summary>
/// <param name="Kind">Key of the text that says what it is.</param>
/// <param name="Text">Its name.</param>
/// <param name="Detail">What tells it apart, or null.</param>
/// <param name="Url">Where it leads.</param>
/// <param name="Icon">Its icon.</param>
internal sealed record PaletteEntry(string Kind, string Text, string? Detail, string Url, string Icon)
{
    private const int Most = 12;
    private const int LeastForFuzzy = 3;

    /// <summary>CSS selector of what is pressed on the page instead of going somewhere; null for an entry that leads to its address.</summary>
    public string? Press { get; init; }

    /// <summary>The entries that hold every word, those whose name begins with what was typed first, and last those that hold its letters in their order.</summary>
    public static IReadOnlyList<PaletteEntry> Find(IEnumerable<PaletteEntry> entries, string typed)
    {
        var words = PlainText.Of(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. entries.Select(e => (Entry: e, Rank: e.Rank(words))).Where(e => e.Rank is not null).OrderBy(e => e.Rank).Select(e => e.Entry).Take(Most)];
    }

    private int? Rank(string[] words) =>
        words.Length == 0 ? Press is null ? 0 : 1
        : Text.StartsWith(words[0], StringComparison.OrdinalIgnoreCase) && words.All(Has) ? 0
        : words.All(w => PlainText.Has(Text, w)) ? 1
        : words.All(Has) ? 2
        : words.All(w => Has(w) || HasLetters(w)) ? 3
        : null;

    private bool Has(string word) => PlainText.Has(Text, word) || PlainText.Has(Detail, word);

    // "cchn" finds "cold-chain".
    private bool HasLetters(string word)
    {
        var (name, at) = (PlainText.Of(Text), 0);
        foreach (var letter in word.Where(char.IsLetterOrDigit))
        {
            at = name.IndexOf(letter.ToString(), at, StringComparison.OrdinalIgnoreCase) + 1;
            if (at == 0)
            {
                return false;
            }
        }

        return word.Length >= LeastForFuzzy;
    }
}
