using Portal.Contracts;

namespace Portal.Bff.Tests.Sessions;

/// <summary>The one rule of where people come back to, for gateway and UI.</summary>
public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/t/harbor/services?q=a&sort=name#row-3")]
    [InlineData("/t/harbor/services?q=%E8%81%94%E7%9B%9F&x=%2F%2Fevil")]
    [InlineData("/bffs")]
    [InlineData("/t/api")]
    public void Page_of_the_portal_stays_as_it_is(string url) => Assert.Equal(url, LocalUrl.Page(url));

    [Theory]
    [InlineData("/t/harbor/services/港口", "/t/harbor/services/%E6%B8%AF%E5%8F%A3")]
    [InlineData("/t/harbor/services?q=联盟 a\"<", "/t/harbor/services?q=%E8%81%94%E7%9B%9F%20a%22%3C")]
    [InlineData("/t/x/../harbor", "/t/harbor")]
    public void What_a_header_cannot_hold_comes_encoded_and_is_encoded_once(string url, string page) =>
        Assert.Equal((page, page), (LocalUrl.Page(url), LocalUrl.Page(LocalUrl.Page(url))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t/harbor")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/x/..//evil.example")]
    [InlineData("/%2e//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/x\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n\\evil.example")]
    [InlineData("/bff/signout")]
    [InlineData("/BFF/signout")]
    [InlineData("/bff")]
    [InlineData("/bff?x")]
    [InlineData("/%62ff/signout")]
    [InlineData("/x/../bff/signout")]
    [InlineData("/x/%2e%2e/bff/signout")]
    [InlineData("/./api/audit")]
    [InlineData("/api/audit?tenant=harbor")]
    [InlineData("/bcs/harbor/v2/p/blockchains")]
    [InlineData("/hubs/events")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/live")]
    public void Whatever_is_no_page_of_the_portal_is_nowhere_to_return_to(string? url) => Assert.Null(LocalUrl.Page(url));

    [Fact]
    public void Address_that_does_not_fit_into_the_headers_of_an_answer_is_left() =>
        Assert.Equal((false, true), (LocalUrl.Page("/" + new string('港', 300)) is not null, LocalUrl.Page("/" + new string('a', 2000)) is not null));
}
