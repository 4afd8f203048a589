namespace Portal.Tests.Resources;

public sealed class RazorTextTests
{
    [Theory]
    [InlineData("<p>Hello there</p>")]
    [InlineData("<p>\n    Hello there\n</p>")]
    [InlineData("<p>@T[\"key\"] there</p>")]
    [InlineData("<button title=\"Copy this\"></button>")]
    [InlineData("<p>你好</p>")]
    public void Literal_text_is_found(string razor) => Assert.NotEmpty(RazorText.Literals(razor));

    [Theory]
    [InlineData("<p>@T[\"key\"]</p>")]
    [InlineData("<p>@(Flag ? T[\"one\"] : T[\"other\"]) / @Name</p>")]
    [InlineData("<button title=\"@T[\"copy\"]\" class=\"button primary\"></button>")]
    [InlineData("@* A comment with words. *@\n<b>–</b>")]
    [InlineData("@inject Texts T\n<p>@Text.Of(T, x)</p>\n@code { string x = \"words in code\"; }")]
    public void Everything_else_is_not(string razor) => Assert.Empty(RazorText.Literals(razor));
}
