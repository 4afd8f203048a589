using System.Net;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Microsoft.Extensions.Logging;

using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Ui;

/// <summary>What passes between browser and UI host, seen from a UI host that shows what it got.</summary>
public sealed class UiProxyTests : IAsyncLifetime
{
    private WebApplication _ui = null!;
    private SandboxProcess _sandbox = null!;
    private BffHost _bff = null!;
    private HeaderDictionary? _seen;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _ui = builder.Build();
        _ui.Run(async context =>
        {
            _seen = new HeaderDictionary(context.Request.Headers.ToDictionary());
            context.Response.Headers.Append("Set-Cookie", "portal=stolen; Path=/");
            context.Response.Headers.Append("Set-Cookie", "portal.theme=dark; Path=/");
            context.Response.Headers.Append("Set-Cookie", "anything=1; Path=/");
            context.Response.Headers["X-Subject-Token"] = "token";
            if (context.Request.Path.StartsWithSegments("/files"))
            {
                context.Response.Headers.CacheControl = "max-age=31536000, immutable";
                return;
            }

            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<p>page</p>");
        });
        await _ui.StartAsync();
        _sandbox = await SandboxProcess.StartAsync();
        _bff = await BffHost.StartAsync(_sandbox, settings: new() { ["Ui:Address"] = _ui.Urls.First() });
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
        await _ui.DisposeAsync();
    }

    [Fact]
    public async Task Head_of_a_page_answers_as_a_get_without_its_body()
    {
        using var browser = _bff.Browser();

        using var get = await browser.GetAsync("/t/harbor/services");
        using var head = await browser.SendAsync(HttpMethod.Head, "/t/harbor/services");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (get.StatusCode, head.StatusCode));
        Assert.Equal(("text/html", ""), (head.Content.Headers.ContentType?.MediaType, await head.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task The_ui_gets_the_session_cookie_and_the_readable_ones_and_nothing_else()
    {
        using var browser = await _bff.SignInAsync();
        var session = browser.Cookies.GetCookieHeader(_bff.Url);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/t/harbor/services")
        {
            Headers =
            {
                { "Cookie", $"{session}; portal.lang=en; __Host-portal=forged; other=1; .AspNetCore.Antiforgery.x=a" },
                { "Authorization", "Bearer x" }, { "X-Auth-Token", "x" },
            },
        };
        using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _bff.Url };

        using var answer = await plain.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var names = _seen![HeaderNames.Cookie].ToString().Split("; ").Select(c => c.Split('=')[0]).Order(StringComparer.Ordinal);
        Assert.Equal([".AspNetCore.Antiforgery.x", "portal", "portal.lang"], names);
        Assert.DoesNotContain(_seen, h => h.Key is "Authorization" or "X-Auth-Token");
        Assert.Equal(["portal.theme=dark; Path=/"], answer.Headers.GetValues("Set-Cookie"));
        Assert.False(answer.Headers.Contains("X-Subject-Token"));
    }

    [Fact]
    public async Task Files_of_the_ui_may_be_kept_and_pages_may_not()
    {
        using var browser = await _bff.SignInAsync();

        using var file = await browser.GetAsync("/files/portal.css");
        using var page = await browser.GetAsync("/t/harbor/services");

        Assert.Equal(("max-age=31536000, immutable", "no-store"), (file.Headers.GetValues("Cache-Control").Single(), page.Headers.GetValues("Cache-Control").Single()));
    }

    [Fact]
    public async Task Paths_of_the_gateway_itself_never_reach_the_ui()
    {
        using var browser = await _bff.SignInAsync();
        foreach (var path in new[] { "/bff/unknown", "/api/unknown", "/hubs/unknown", "/bcs/harbor/unknown", "/health/unknown" })
        {
            _seen = null;
            using var answer = await browser.GetAsync(path);

            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
            Assert.Null(_seen);
        }
    }

    [Fact]
    public async Task A_ui_that_is_not_there_gets_a_page_that_says_so_and_tries_again()
    {
        await _ui.StopAsync();
        using var browser = _bff.Browser();

        using var answer = await browser.SendAsync(HttpMethod.Get, "/", adjust: r => r.Headers.Add("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("starting", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
