using Bunit;

using Portal.Design;

namespace Portal.Tests.Design;

public sealed class TextAreaTests
{
    [Fact]
    public void Text_that_its_owner_has_not_given_back_yet_is_not_put_over_what_was_typed()
    {
        using var context = new PortalContext();
        var told = "";
        var area = context.Render<TextArea>(p => p.Add(a => a.Id, "f-text").Add(a => a.Changed, v => told = v ?? ""));

        area.Find("textarea").Input("half a request");

        Assert.Equal(("half a request", 1), (told, area.RenderCount));
    }
}
