using System.Net;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;

namespace Portal.Bff.Tests.Sessions;

/// <summary>Every route that the BFF itself serves, taken from the running endpoint table.</summary>
public sealed class CsrfTests(SqliteStack stack) : IClassFixture<SqliteStack>
{
    private static readonly HashSet<string> HeldByOrigin = [BffRoutes.SignInIam, BffRoutes.SignOut];

    // A provider comes without a cookie: BackchannelLogoutTests.
    private const string HeldByToken = "/bff/backchannel-logout/x";

    // Where another site sends people.
    private const string StartOfSignIn = "/bff/signin/oidc/x";

    [Fact]
    public async Task Every_route_that_is_not_a_get_needs_the_header_and_refusals_are_recorded()
    {
        using var browser = await stack.Bff.SignInAsync("harbor", "admin");
        browser.Http.DefaultRequestHeaders.Remove(BffHeaders.Csrf);
        var before = await stack.Sandbox.LastCallAsync();
        var checkedRoutes = 0;
        foreach (var (method, path) in Routes().Where(r => r.Method is not "GET" && !HeldByOrigin.Contains(r.Path) && r.Path != HeldByToken))
        {
            using var answer = await browser.SendAsync(new HttpMethod(method), path);

            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden, $"{method} {path}: {answer.StatusCode}");
            Assert.Equal(ProblemCodes.Csrf, await answer.CodeAsync());
            checkedRoutes++;
        }

        Assert.True(checkedRoutes > 20, $"only {checkedRoutes} routes");
        Assert.DoesNotContain(await stack.Sandbox.CallsAsync(before), c => c.User == "admin");
    }

    [Fact]
    public async Task A_get_that_the_browser_calls_cross_site_is_refused_everywhere()
    {
        using var browser = await stack.Bff.SignInAsync("harbor", "admin");
        foreach (var (_, path) in Routes().Where(r => r.Method is "GET" && r.Path != StartOfSignIn))
        {
            using var answer = await browser.SendAsync(HttpMethod.Get, path, adjust: r => r.Headers.Add("Sec-Fetch-Site", "cross-site"));

            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden, $"GET {path}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData(BffRoutes.SignInIam)]
    [InlineData(BffRoutes.SignOut)]
    public async Task The_two_forms_are_held_by_their_origin(string path)
    {
        using var browser = await stack.Bff.SignInAsync();
        browser.Http.DefaultRequestHeaders.Remove(BffHeaders.Csrf);

        using var foreign = await browser.SendAsync(HttpMethod.Post, path, adjust: r => r.Headers.Add("Origin", "https://evil.example"));
        using var opaque = await browser.SendAsync(HttpMethod.Post, path, adjust: r => r.Headers.Add("Origin", "null"));
        using var still = await browser.GetAsync(BffRoutes.User);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (foreign.StatusCode, opaque.StatusCode));
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example", true, 403)]
    [InlineData(null, false, 403)]
    [InlineData("null", true, 403)]
    public async Task A_web_socket_from_elsewhere_is_refused(string? origin, bool header, int status)
    {
        using var browser = await stack.Bff.SignInAsync();
        foreach (var path in new[] { BffRoutes.EventsHub, "/_blazor" })
        {
            var request = $"GET {path} HTTP/1.1\r\nHost: {stack.Bff.Url.Authority}\r\nCookie: {browser.Cookies.GetCookieHeader(stack.Bff.Url)}\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (origin is null ? "" : $"Origin: {origin}\r\n") + (header ? "X-CSRF: 1\r\n" : "") + "\r\n";

            Assert.Equal(status, await RawHttp.StatusOfAsync(stack.Bff.Url, request));
        }
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        using var browser = await stack.Bff.SignInAsync();
        foreach (var path in new[] { "/health/live", BffRoutes.User, "/bff/unknown", browser.Bcs("quotas"), "/bcs/x/v2/y/z", "/openapi/v1.json", "/a-page" })
        {
            using var answer = await browser.GetAsync(path);

            Assert.True(answer.Headers.Contains("X-Content-Type-Options"), path);
            Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.False(answer.Headers.Contains("Server"), path);
        }
    }

    [Fact]
    public async Task Nothing_that_the_gateway_answers_itself_may_be_kept()
    {
        using var browser = await stack.Bff.SignInAsync("harbor", "admin");
        using var stranger = stack.Bff.Browser();
        var kept = new List<string>();
        foreach (var (method, path) in Routes().Concat([("GET", "/openapi/v1.json"), ("GET", BffRoutes.HealthLive), ("GET", "/hubs/nothing"), ("GET", browser.Bcs("quotas"))])
            .Where(r => r.Item2 is not BffRoutes.SignOut))
        {
            foreach (var who in (PortalBrowser[])[browser, stranger])
            {
                using var answer = await who.SendAsync(new HttpMethod(method), path);
                kept.AddRange(answer.Headers.CacheControl is { NoStore: true } ? [] : [$"{method} {path}: {answer.StatusCode} {answer.Headers.CacheControl}"]);
            }
        }

        Assert.Empty(kept);
    }

    private IEnumerable<(string Method, string Path)> Routes() => stack.Bff.Routes().Select(r => (r.Method, r.Path));
}
