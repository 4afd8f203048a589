using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

using Bunit;

using MudBlazor;

using Portal.Resources;
using Portal.Testing;

namespace Portal.Tests.Design;

/// <summary>The component library is dressed by the portal's own sheets: its theme provider draws a style element, which the content policy refuses.</summary>
public sealed partial class ThemeTests
{
    [Fact]
    public async Task Theme_sets_every_variable_of_the_library()
    {
        await using var context = new PortalContext();
        var theme = context.Render<MudThemeProvider>(p => p.Add(t => t.ObserveSystemDarkModeChange, false)).Markup;

        var wanted = SetRegex().Matches(theme).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.True(wanted.Count > 200, $"{wanted.Count} variables");
        Assert.Empty(wanted.Except(SetRegex().Matches(Sheet("mud-theme.css")).Select(m => m.Groups[1].Value)));
    }

    [Theory]
    [InlineData(":root", 0)]
    [InlineData("""[data-theme="dark"]""", 1)]
    [InlineData("""[data-theme="system"]""", 1)]
    public void Numbers_of_a_colour_are_those_of_its_token(string selector, int scheme)
    {
        var sheet = Sheet("mud-theme.css");
        var tokens = TokenRegex().Matches(Sheet("tokens.css")).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2 + scheme].Value);
        var block = Regex.Matches(sheet, Regex.Escape(selector) + @" \{([^}]*-rgb[^}]*)\}")[^1].Groups[1].Value;

        var wrong =
            from number in NumberRegex().Matches(block)
            let token = Regex.Match(sheet, $@"{number.Groups[1].Value}: var\(--([a-z-]+)\);").Groups[1].Value
            where Numbers(tokens[token]) != number.Groups[2].Value
            select $"{number.Groups[1].Value}: {number.Groups[2].Value}, {token} is {Numbers(tokens[token])}";
        Assert.Empty(wrong);
        Assert.Equal(13, NumberRegex().Count(block));
    }

    [Fact]
    public void Texts_of_the_library_exist_in_it()
    {
        using var stream = typeof(MudTheme).Assembly.GetManifestResourceStream("MudBlazor.Resources.LanguageResource.resources")!;
        using var resources = new ResourceReader(stream);
        var keys = resources.Cast<System.Collections.DictionaryEntry>().Select(e => "mud." + e.Key).ToHashSet();

        Assert.Empty(new Texts().Keys(Texts.English).Where(key => key.StartsWith("mud.", StringComparison.Ordinal)).Except(keys));
    }

    private static string Numbers(string hex) => string.Join(',', Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    private static string Sheet(string name) => File.ReadAllText(Repo.PathOf("wwwroot", "css", name));

    [GeneratedRegex(@"(--mud[a-z0-9-]+):")]
    private static partial Regex SetRegex();

    [GeneratedRegex(@"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex TokenRegex();

    [GeneratedRegex(@"(--mud-palette-[a-z-]+)-rgb: ([0-9,]+);")]
    private static partial Regex NumberRegex();
}
