using Microsoft.AspNetCore.Http;

using Portal.Access;

namespace Portal.Tests.Access;

public sealed class SessionCookieTests
{
    [Theory]
    [InlineData("https", "__Host-portal=a; portal=b", "__Host-portal=a")]
    [InlineData("https", "portal=b", null)]
    [InlineData("http", "portal=b", "portal=b")]
    [InlineData("http", "other=b", null)]
    [InlineData("http", "portal=", null)]
    public void The_reference_is_found_under_the_name_of_its_scheme(string scheme, string cookies, string? expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        context.Request.Headers.Cookie = cookies;

        Assert.Equal(expected, SessionCookie.Find(context.Request)?.Header);
    }

    [Fact]
    public void No_text_shows_the_reference() =>
        Assert.DoesNotContain("secret", new SessionCookie("portal=secret", new Caller(null, "http", "localhost", null)).ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_callers_browser_goes_with_each_call()
    {
        var headers = new Caller("10.0.0.9", "https", "portal.example", "browser").Headers().ToDictionary(h => h.Name, h => h.Value);

        Assert.Equal("10.0.0.9", headers["X-Forwarded-For"]);
        Assert.Equal("https", headers["X-Forwarded-Proto"]);
        Assert.Equal("portal.example", headers["X-Forwarded-Host"]);
        Assert.Equal("browser", headers["User-Agent"]);
    }
}
