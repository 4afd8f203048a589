using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Bcs.Api.Errors;

/// <summary>Explanations and remedies for the error codes of BCS and its API gateway, in English and Simplified Chinese.</summary>
public static class ErrorCatalogue
{
    private const string English = "en";
    private const string Chinese = "zh-Hans";

    // Before what is loaded from it: static fields are set in the order of the text.
    private static readonly string[] LanguageNames = [English, Chinese];

    private static readonly FrozenDictionary<string, Facts> Known = Load<Facts>("ErrorCodes.json");

    private static readonly FrozenDictionary<string, FrozenDictionary<string, Texts>> ByLanguage =
        LanguageNames.ToFrozenDictionary(l => l, l => Load<Texts>($"ErrorTexts.{l}.json"));

    /// <summary>Languages that have texts, as culture names.</summary>
    public static IReadOnlyList<string> Languages => LanguageNames;

    /// <summary>Every code that has a text.</summary>
    public static IReadOnlyCollection<string> Codes => Known.Keys;

    /// <summary>The entry of a code, or null for a code without a text: then upstream's own message is what there is to show.</summary>
    /// <param name="code">Code as upstream sent it, such as <c>BCS.4001018</c>.</param>
    /// <param name="culture">Any Chinese culture gets Simplified Chinese, every other English.</param>
    public static ErrorEntry? Lookup(string code, CultureInfo culture)
    {
        var language = culture.TwoLetterISOLanguageName == "zh" ? Chinese : English;
        return Known.TryGetValue(code, out var facts) && ByLanguage[language].TryGetValue(code, out var texts)
            ? new ErrorEntry(code, facts.Status, texts.Explanation, texts.Remedy, facts.RetrySafe)
            : null;
    }

    private static FrozenDictionary<string, T> Load<T>(string file)
    {
        using var stream = typeof(ErrorCatalogue).Assembly.GetManifestResourceStream($"Bcs.Api.Errors.{file}")
            ?? throw new InvalidOperationException($"{file} is not in the assembly.");
        return JsonSerializer.Deserialize<Dictionary<string, T>>(stream, JsonSerializerOptions.Web)!.ToFrozenDictionary();
    }

    private sealed record Facts(int Status, bool RetrySafe);

    private sealed record Texts(string Explanation, string Remedy);
}
