using System.Collections.Frozen;
using System.Text.Json;

namespace Portal.Bff.Operations.Checking;

/// <summary>
/// What somebody has to look at where it could not be found out whether a change was made. The texts are the pages' own, in English: whoever reads an
/// answer of the gateway and whoever reads a page is told the same.
/// </summary>
internal static class ByHand
{
    private const string Prefix = "operation.unknown.";

    private static readonly FrozenDictionary<string, string> Texts = Read();

    /// <summary>The text for a changing operation.</summary>
    public static string Of(string operation) => Texts[Prefix + operation];

    private static FrozenDictionary<string, string> Read()
    {
        using var file = typeof(ByHand).Assembly.GetManifestResourceStream("Operations.en.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!
            .Where(t => t.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary();
    }
}
