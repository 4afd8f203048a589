namespace Portal.Features.Commands;

/// <summary>Something to go to or to do.</summary>
/// <param name="Kind">Key of the text that says what it is.</param>
/// <param name="Text">Its name.</param>
/// <param name="Detail">What tells it apart, or null.</param>
/// <param name="Url">Where it leads.</param>
/// <param name="Icon">Its icon.</param>
internal sealed record PaletteEntry(string Kind, string Text, string? Detail, string Url, string Icon)
{
    private const int Most = 12;

    /// <summary>The entries that hold every word, those whose name begins with what was typed first.</summary>
    public static IReadOnlyList<PaletteEntry> Find(IEnumerable<PaletteEntry> entries, string typed)
    {
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
        [
            .. entries
                .Where(e => words.All(w => Has(e.Text, w) || Has(e.Detail, w)))
                .OrderBy(e => words.Length == 0 || e.Text.StartsWith(words[0], StringComparison.OrdinalIgnoreCase) ? 0 : words.All(w => Has(e.Text, w)) ? 1 : 2)
                .Take(Most),
        ];
    }

    private static bool Has(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
