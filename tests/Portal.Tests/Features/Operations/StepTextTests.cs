using System.Globalization;

using Portal.Design;
using Portal.Features.Operations;
using Portal.Resources;

namespace Portal.Tests.Features.Operations;

public sealed class StepTextTests
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
}
