using System.Net;

using Bcs.Api.Catalogue;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Services;
using Portal.Contracts.Session;

namespace Portal.Tests;

/// <summary>The host itself on a real port, before any browser: what it answers and with which headers.</summary>
public sealed class HostTests : IAsyncLifetime
{
    private readonly BffStub _bff = new();
    private readonly HttpClient _browser = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Portal", EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Bff:Address"] = "http://bff.test" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddPortalUi();
        builder.Services.AddSingleton(new BffTransport(new Uri("http://bff.test"), _bff));
        _app = builder.Build();
        _app.UsePortalUi();
        _app.MapPortalUi();
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _browser.BaseAddress = new Uri(address);
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Sign_in_is_a_plain_form_that_repeats_no_password()
    {
        var page = await _browser.GetStringAsync("/signin?error=signin_failed&domain=harbor&user=olivia&returnUrl=//evil.example");

        Assert.Contains("action=\"/bff/signin/iam\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"harbor\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"returnUrl\" value=\"/\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/bff/signin/oidc", page, StringComparison.Ordinal);
        Assert.Equal(["GET /bff/signin"], _bff.Asked);
    }

    [Theory]
    [InlineData("en", "Sign in with Contoso &amp; Co")]
    [InlineData("zh-CN", "使用 Contoso &amp; Co 登录")]
    public async Task Sign_in_offers_what_is_configured_beside_the_form_and_leads_back(string language, string words)
    {
        _bff.Answer("GET /bff/signin", new SignInMethods([new SignInProvider("corp", "Contoso & Co", "/bff/signin/oidc/corp")]));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signin?error=no_tenant&provider=corp&returnUrl=%2Ft%2Fharbor");
        request.Headers.Add("Accept-Language", language);
        using var answer = await _browser.SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("href=\"/bff/signin/oidc/corp?returnUrl=%2Ft%2Fharbor\"", page, StringComparison.Ordinal);
        Assert.Contains(words, WebUtility.HtmlDecode(page).Replace("&", "&amp;", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("action=\"/bff/signin/iam\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web", page, StringComparison.Ordinal);
        Assert.All(_bff.Requests, r => Assert.False(r.Request.Headers.Contains("Cookie")));
    }

    [Theory]
    [InlineData("CertificateExpired", "has expired or is not valid yet")]
    [InlineData("NoSuchReason", "does not answer")]
    public async Task Sign_in_says_why_the_cloud_cannot_be_asked(string reason, string words)
    {
        var page = await _browser.GetStringAsync($"/signin?error=iam_unavailable&reason={reason}");

        Assert.Contains(words, page[page.IndexOf("data-testid=\"signin-error\"", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("Nothing is wrong with what you typed", page, StringComparison.Ordinal);
        Assert.DoesNotContain(reason, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_comes_in_the_readers_language()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signin");
        request.Headers.AcceptLanguage.ParseAdd("zh-CN,zh;q=0.9,en;q=0.8");

        var page = await (await _browser.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Contains("lang=\"zh-Hans\"", page, StringComparison.Ordinal);
        Assert.Contains("登录", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/signin", HttpStatusCode.OK)]
    [InlineData("/signed-out", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task Every_page_allows_no_foreign_and_no_inline_script_and_is_not_stored(string path, HttpStatusCode status)
    {
        var answer = await _browser.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_page_without_a_session_leads_to_the_sign_in_and_back()
    {
        var answer = await _browser.GetAsync("/t/harbor/services?q=cold");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/signin?returnUrl=%2Ft%2Fharbor%2Fservices%3Fq%3Dcold", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_page_arrives_with_its_data_and_without_the_session_reference()
    {
        SignedIn();
        _bff.Answer("GET /api/services", new ServicePage([Some.Service()], null, Some.Start, null));

        var page = await (await _browser.SendAsync(Request("/t/harbor/services"))).Content.ReadAsStringAsync();

        Assert.Contains("cold-chain", page, StringComparison.Ordinal);
        Assert.DoesNotContain("the-reference", page, StringComparison.Ordinal);
        Assert.Single(_bff.Asked, "GET /bff/user");
    }

    [Theory]
    [InlineData("/t/nobody/services", "No such tenant in your session")]
    [InlineData("/t/harbor/services/no-such", "No such service here")]
    [InlineData("/t/harbor/operations/no-such", "No such operation here")]
    public async Task What_an_address_names_and_is_not_there_is_404_with_a_page_that_leads_on(string path, string words)
    {
        SignedIn();
        foreach (var asked in (string[])["GET /api/services/no-such", "GET /api/operations/no-such"])
        {
            _bff.Answer(asked, new { code = ProblemCodes.NotFound, status = 404 }, HttpStatusCode.NotFound);
        }

        var answer = await _browser.SendAsync(Request(path));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/t/harbor/services/new", "bcs:fabricInstance:createOnDemand", false)]
    [InlineData("/t/harbor/admin", "portal:administration:read", false)]
    [InlineData("/t/harbor/services/no-such?do=scale", "bcs:fabricInstance:update", true)]
    public async Task What_an_address_asks_for_and_its_reader_may_not_do_names_the_missing_action(string path, string action, bool page)
    {
        SignedIn();
        _bff.Answer("GET /api/services/no-such", new { code = ProblemCodes.NotFound, status = 404 }, HttpStatusCode.NotFound);

        var made = WebUtility.HtmlDecode(await (await _browser.SendAsync(Request(path))).Content.ReadAsStringAsync());

        Assert.Contains($"data-action=\"{action}\"", made, StringComparison.Ordinal);
        Assert.Contains("Ask an administrator of Harbor Logistics", made, StringComparison.Ordinal);
        Assert.Equal(page, made.Contains("No such service here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_that_ended_while_the_page_was_made_leads_to_the_signed_out_page()
    {
        SignedIn();
        _bff.Answer("GET /api/services", new { code = "session_required", status = 401 }, HttpStatusCode.Unauthorized);

        var answer = await _browser.SendAsync(Request("/t/harbor/services"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/signed-out", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_of_the_gateway_is_said_in_plain_words()
    {
        _bff.Answer("GET /bff/user", new { code = "storage_unavailable", status = 503 }, HttpStatusCode.ServiceUnavailable);

        var answer = await _browser.SendAsync(Request("/t/harbor/services"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("The portal cannot be reached at the moment", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_and_health_need_no_session()
    {
        Assert.Equal(HttpStatusCode.OK, (await _browser.SendAsync(Request("/css/tokens.css"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _browser.SendAsync(Request("/_framework/blazor.web.js"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/health/live")).StatusCode);
        Assert.Empty(_bff.Asked);
    }

    [Theory]
    [InlineData("Bff:Address", null)]
    [InlineData("Bff:Address", "/relative")]
    [InlineData("Bff:Address", "ftp://bff")]
    [InlineData("Bff:KnownNetworks:0", "10.0.0.0/99")]
    public void Setting_that_cannot_work_is_named(string key, string? value)
    {
        var services = new ServiceCollection();
        services.AddBffAccess(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Bff:Address"] = "http://bff", [key] = value }).Build());

        var failure = Assert.Throws<OptionsValidationException>(
            () => services.BuildServiceProvider().GetRequiredService<IOptions<BffOptions>>().Value);

        Assert.StartsWith(Assert.Single(failure.Failures).Split(' ')[0], key, StringComparison.Ordinal);
    }

    private void SignedIn() => _bff.Answer("GET /bff/user", new UserInfo(
        new("iam:x/olivia", "olivia", "x", "iam"), new("s", DateTimeOffset.MaxValue),
        [new(PortalContext.Tenant, "Harbor Logistics", "p", ["ReadOnly"], ["bcs:fabricInstance:list", BcsOperations.ListOperationRecords.Action])]));

    private static HttpRequestMessage Request(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", "portal=the-reference");
        return request;
    }
}
