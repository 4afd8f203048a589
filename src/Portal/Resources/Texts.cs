using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Portal.Resources;

/// <summary>All texts of the UI in the reader's language, from the pairs of files such as <c>Texts.en.json</c> and <c>Texts.zh-Hans.json</c> in this folder.</summary>
public sealed class Texts
{
    /// <summary>Language tag of English.</summary>
    public const string English = "en";

    /// <summary>Language tag of Simplified Chinese.</summary>
    public const string Chinese = "zh-Hans";

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _byLanguage =
        Languages.ToFrozenDictionary(language => language, Load);

    /// <summary>The languages there are, the default first.</summary>
    public static IReadOnlyList<string> Languages { get; } = [English, Chinese];

    /// <summary>The language of the current reader.</summary>
    public static string Current => Match(CultureInfo.CurrentUICulture.Name) ?? English;

    /// <summary>A text; its key if there is none, which a test excludes.</summary>
    public string this[string key] => Find(key) ?? key;

    /// <summary>A text with its places filled in.</summary>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.CurrentCulture, this[key], values);

    /// <summary>A text, or null if there is none.</summary>
    public string? Find(string key) => _byLanguage[Current].GetValueOrDefault(key);

    /// <summary>A text that counts: <c>key.one</c> for one, <c>key.many</c> otherwise.</summary>
    public string Count(string key, long count, params object?[] more) => this[count == 1 ? key + ".one" : key + ".many", [count, .. more]];

    /// <summary>The keys of one language.</summary>
    public IReadOnlyCollection<string> Keys(string language) => _byLanguage[language].Keys;

    /// <summary>The language that fits a tag such as <c>zh-CN</c>, or null.</summary>
    public static string? Match(string? tag) =>
        tag is null ? null
        : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English
        : tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese
        : null;

    private static FrozenDictionary<string, string> Load(string language)
    {
        // A feature may keep its texts in files of its own; a key stands in one of them only.
        var texts = new Dictionary<string, string>();
        var assembly = typeof(Texts).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("Portal.Resources.", StringComparison.Ordinal) && n.EndsWith($".{language}.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            {
                texts.Add(key, text);
            }
        }

        return texts.ToFrozenDictionary();
    }
}
