using System.Globalization;
using System.Text.RegularExpressions;

using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Design;
using Portal.Resources;
using Portal.Testing;

namespace Portal.Tests.Resources;

public sealed partial class TextsTests
{
    private readonly Texts _texts = new();

    [Fact]
    public void Texts_exist_in_every_language()
    {
        foreach (var language in Texts.Languages)
        {
            Assert.Empty(_texts.Keys(Texts.English).Except(_texts.Keys(language)));
            Assert.Empty(_texts.Keys(language).Except(_texts.Keys(Texts.English)));
        }
    }

    [Fact]
    public void Everything_that_the_audit_names_has_its_words_in_every_language()
    {
        var names = BcsOperations.All.Select(o => o.Id).Concat(AuditEvents.All).Select(name => "op." + name).ToList();
        Assert.All(Texts.Languages, language => Assert.Empty(names.Except(_texts.Keys(language))));
    }

    [Fact]
    public void Every_problem_of_the_portal_says_what_happened_what_it_means_and_what_to_do_in_every_language()
    {
        var codes = typeof(ProblemCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();
        Assert.Contains(ProblemCodes.NotSent, codes);

        // As a page shows them: some words depend on what was asked for.
        var silent =
            from language in Texts.Languages
            from code in codes
            let view = Read(language, () => ProblemView.From(_texts, new BcsError(400, code, "the message")))
            from part in (string?[])[
                view.Title == In(language, "problem.upstream.title") ? "title" : null, view.Meaning is null or "the message" ? "meaning" : null, view.Remedy is null ? "remedy" : null]
            where part is not null
            select $"{language} {code}.{part}";
        Assert.Empty(silent);
    }

    [Fact]
    public void Texts_have_the_same_places_in_every_language()
    {
        foreach (var key in _texts.Keys(Texts.English))
        {
            Assert.True(Places(Texts.English, key).SetEquals(Places(Texts.Chinese, key)), key);
        }
    }

    [Fact]
    public void Chinese_texts_are_not_left_in_English()
    {
        string[] same = ["language.en", "language.zh-Hans"];
        var left = _texts.Keys(Texts.English)
            .Except(same)
            .Where(key => In(Texts.English, key) == In(Texts.Chinese, key) && WordRegex().IsMatch(In(Texts.English, key)));
        Assert.Empty(left);
    }

    [Fact]
    public void Keys_used_in_the_sources_exist()
    {
        var used = SourceFiles("*.razor", "*.cs")
            .SelectMany(file => KeyRegex().Matches(File.ReadAllText(file)).Select(m => (file, key: m.Groups[1].Value)))
            .Where(use => !_texts.Keys(Texts.English).Contains(use.key));
        Assert.Empty(used);
    }

    [Fact]
    public void Every_place_of_a_text_is_filled_wherever_it_is_used()
    {
        var unfilled =
            from file in SourceFiles("*.razor", "*.cs")
            let source = File.ReadAllText(file)
            from Match use in FilledRegex().Matches(source)
            let given = Arguments(source.AsSpan(use.Index + use.Length))
            from key in use.Groups[1].Value == "[" ? [use.Groups[2].Value] : (string[])[use.Groups[2].Value + ".one", use.Groups[2].Value + ".many"]
            where given > 0 && _texts.Keys(Texts.English).Contains(key)
            let wanted = Places(Texts.English, key).Select(p => int.Parse(p.Trim('{', '}'), CultureInfo.InvariantCulture) + 1).DefaultIfEmpty().Max()
            where given < wanted
            select $"{Path.GetFileName(file)}: {key} has {wanted} places, {given} filled";
        Assert.Empty(unfilled);
    }

    [Fact]
    public void Markup_holds_no_literal_text()
    {
        var literals = SourceFiles("*.razor")
            .SelectMany(file => RazorText.Literals(File.ReadAllText(file)).Select(text => $"{Path.GetFileName(file)}: {text}"));
        Assert.Empty(literals);
    }

    [Theory]
    [InlineData("zh-CN", Texts.Chinese)]
    [InlineData("zh-Hans", Texts.Chinese)]
    [InlineData("en-GB", Texts.English)]
    [InlineData("fr", null)]
    [InlineData(null, null)]
    public void Match_finds_the_language_of_a_tag(string? tag, string? language) => Assert.Equal(language, Texts.Match(tag));

    private static IEnumerable<string> SourceFiles(params string[] patterns) =>
        patterns.SelectMany(p => Directory.EnumerateFiles(Repo.PathOf("src", "Portal"), p, SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    // Values after a key, up to the bracket that ends them.
    private static int Arguments(ReadOnlySpan<char> rest)
    {
        var (depth, count, quoted) = (0, 0, false);
        foreach (var c in rest)
        {
            quoted ^= c == '"';
            switch (c)
            {
                case ']' or ')' or '}' when !quoted && depth-- == 0:
                    return count;
                case '[' or '(' or '{' when !quoted:
                    depth++;
                    break;
                case ',' when !quoted && depth == 0:
                    count++;
                    break;
            }
        }

        return count;
    }

    private HashSet<string> Places(string language, string key) =>
        [.. PlaceRegex().Matches(In(language, key)).Select(m => m.Value)];

    private string In(string language, string key) => Read(language, () => _texts[key]);

    private static T Read<T>(string language, Func<T> read)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return read();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex PlaceRegex();

    // A text by its key, or one that counts.
    [GeneratedRegex(@"\b_?[Tt](?:exts|_)?(\[|\.Count\()""([\w.]+)""")]
    private static partial Regex FilledRegex();

    // Keys that are put together at run time end in a dot or a plus and are covered by the tests of their pages.
    [GeneratedRegex("""(?:\bT|\bTexts|\btexts)\["([^"]+[^."])"[\],]""")]
    private static partial Regex KeyRegex();

    [GeneratedRegex("[a-z]{3}")]
    private static partial Regex WordRegex();
}
