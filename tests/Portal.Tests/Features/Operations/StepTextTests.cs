using System.Globalization;
using System.Text.RegularExpressions;

using Portal.Design;
using Portal.Features.Operations;
using Portal.Resources;
using Portal.Testing;

namespace Portal.Tests.Features.Operations;

public sealed partial class StepTextTests
{
    [Theory]
    [InlineData("Deploy Peers", "部署节点")]
    [InlineData("Start peers of port-operations", "启动 port-operations 的节点")]
    [InlineData("Add peers of desk to bank to payments", "将 desk to bank 的节点加入 payments")]
    [InlineData("Remove desk from payments", "从 payments 移除 desk")]
    [InlineData("Something new", "Something new")]
    [InlineData("Remove everything", "Remove everything")]
    public void Step_is_named_in_the_readers_language_where_it_is_known(string name, string chinese)
    {
        Assert.Equal(name, StepText.Name(new Texts(), name));

        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Texts.Chinese);
        try
        {
            Assert.Equal(chinese, StepText.Name(new Texts(), name));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Every_step_of_every_kind_of_operation_has_a_chinese_name()
    {
        var names = StepNames().ToList();
        Assert.True(names.Count > 40, $"{names.Count} names were found");

        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Texts.Chinese);
        try
        {
            var texts = new Texts();
            Assert.DoesNotContain(names, n => !ChineseRegex().IsMatch(StepText.Name(texts, n)));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    // What the emulated cloud calls the steps of its plans, with a name in place of what is filled in.
    private static IEnumerable<string> StepNames() =>
        Directory.GetFiles(Path.Combine(Repo.Root, "src", "Bcs.Sandbox", "Engine"), "OperationPlans*.cs")
            .SelectMany(f => LiteralRegex().Matches(File.ReadAllText(f)).Select(m => PlaceRegex().Replace(m.Groups[1].Value, "desk")));

    [GeneratedRegex("\"([A-Z][^\"]* [^\"]*|Preparation)\"")]
    private static partial Regex LiteralRegex();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex PlaceRegex();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex ChineseRegex();
}
