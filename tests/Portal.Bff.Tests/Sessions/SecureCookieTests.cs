using System.Net;
using System.Net.Http.Json;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Testing;

namespace Portal.Bff.Tests.Sessions;

/// <summary>Behind a proxy that ends TLS, as in production.</summary>
public sealed class SecureCookieTests : IAsyncLifetime
{
    private SandboxProcess _sandbox = null!;
    private BffHost _bff = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync();
        _bff = await BffHost.StartAsync(_sandbox, settings: new() { ["Http:KnownProxies:0"] = "127.0.0.0/8" });
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _bff.Url };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Cookie_over_https_is_host_bound_and_secure_and_answers_ask_for_https_for_good()
    {
        using var answer = await SignInAsync("https", "203.0.113.5");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-portal=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task The_cookie_of_plain_http_is_not_taken_over_https()
    {
        using var signedIn = await SignInAsync("https", "203.0.113.5");
        var value = signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Split('=', 2)[1];

        Assert.Equal(HttpStatusCode.OK, await UserAsync($"__Host-portal={value}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await UserAsync($"portal={value}"));
    }

    [Fact]
    public async Task Plain_http_from_another_machine_is_refused_with_the_reason()
    {
        using var answer = await SignInAsync("http", "203.0.113.5");

        Assert.Equal((HttpStatusCode.BadRequest, ProblemCodes.HttpsRequired), (answer.StatusCode, await answer.CodeAsync()));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private async Task<HttpResponseMessage> SignInAsync(string scheme, string address)
    {
        var demo = (await _sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");
        using var request = Forwarded(HttpMethod.Post, BffRoutes.SignInIam, scheme, address);
        request.Content = JsonContent.Create(new IamSignInRequest(demo.Domain, "operator", demo.User("operator").Password));
        return await _http.SendAsync(request);
    }

    private async Task<HttpStatusCode> UserAsync(string cookie)
    {
        using var request = Forwarded(HttpMethod.Get, BffRoutes.User, "https", "203.0.113.5");
        request.Headers.Add("Cookie", cookie);
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Forwarded(HttpMethod method, string path, string scheme, string address) => new(method, path)
    {
        Headers = { { "X-Forwarded-Proto", scheme }, { "X-Forwarded-For", address } },
    };
}
