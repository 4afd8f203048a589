using System.Globalization;
using System.Text.Json;

using Bcs.Api.Errors;

using Portal.Testing;

namespace Bcs.Api.Tests.Errors;

public sealed class ErrorCatalogueTests
{
    public static TheoryData<string> Codes => [.. ErrorCatalogue.Codes];

    [Fact]
    public void Every_language_has_the_same_codes()
    {
        foreach (var language in ErrorCatalogue.Languages)
        {
            using var stream = typeof(ErrorCatalogue).Assembly.GetManifestResourceStream($"Bcs.Api.Errors.ErrorTexts.{language}.json")!;
            Assert.Equal(ErrorCatalogue.Codes.Order(), JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stream)!.Keys.Order());
        }
    }

    [Fact]
    public void Every_code_of_the_contract_has_an_entry() => Assert.Empty(Contract.Codes.Except(ErrorCatalogue.Codes));

    [Fact]
    public void Texts_are_our_own_and_not_the_message_of_the_contract()
    {
        foreach (var (code, message) in Contract.Messages)
        {
            Assert.NotEqual(message.Trim().TrimEnd('.'), ErrorCatalogue.Lookup(code, CultureInfo.InvariantCulture)!.Explanation.TrimEnd('.'), StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Different_codes_say_different_things()
    {
        var alike = ErrorCatalogue.Codes.GroupBy(c => ErrorCatalogue.Lookup(c, CultureInfo.InvariantCulture) is { } e ? (e.Explanation, e.Remedy) : default)
            .Where(g => g.Count() > 1).Select(g => string.Join(' ', g));
        Assert.Empty(alike);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Entry_has_a_status_and_texts_in_both_languages(string code)
    {
        var english = ErrorCatalogue.Lookup(code, CultureInfo.GetCultureInfo("en"));
        var chinese = ErrorCatalogue.Lookup(code, CultureInfo.GetCultureInfo("zh-Hans"));
        Assert.NotNull(english);
        Assert.NotNull(chinese);
        Assert.InRange(english.Status, 400, 599);
        Assert.Equal((english.Status, english.RetrySafe), (chinese.Status, chinese.RetrySafe));
        Assert.All([english.Explanation, english.Remedy], t => Assert.Matches("^[A-Z].{15,}\\.$", t));
        Assert.All([chinese.Explanation, chinese.Remedy], t => Assert.Matches("[\u4e00-\u9fff].*。$", t));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_is_one_of_the_contract_or_of_the_api_gateway(string code) =>
        Assert.True(Contract.Codes.Contains(code) || code.StartsWith("APIGW.", StringComparison.Ordinal), code);

    [Theory]
    [InlineData("zh-CN", true)]
    [InlineData("zh-Hans-SG", true)]
    [InlineData("de-DE", false)]
    [InlineData("", false)]
    public void Culture_chooses_chinese_or_english(string culture, bool chinese) =>
        Assert.Equal(
            chinese,
            ErrorCatalogue.Lookup("BCS.4001018", CultureInfo.GetCultureInfo(culture))!.Explanation.Contains("服务", StringComparison.Ordinal));

    [Fact]
    public void Code_without_a_text_gives_nothing() => Assert.Null(ErrorCatalogue.Lookup("BCS.4009999", CultureInfo.InvariantCulture));
}
