using System.Net;
using System.Net.Http.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Platform.Data;
using Portal.Bff.Sessions;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Testing;

namespace Portal.Bff.Tests.Sessions;

/// <summary>What a request says of itself, from proxies that are listed and from everybody else.</summary>
public sealed class KnownProxiesTests : IAsyncLifetime
{
    private const string Proxy = "10.1.0.7";
    private const string Stranger = "198.51.100.9";
    private const string Person = "203.0.113.5";

    private readonly List<BffHost> _hosts = [];
    private SandboxProcess _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await SandboxProcess.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_list_nobody_is_believed()
    {
        var bff = await StartAsync();

        // "I am this machine", "I came by https", "I am another address", "you are another host".
        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync(bff, Stranger, ("X-Forwarded-For", "127.0.0.1"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync(bff, Stranger, ("X-Forwarded-Proto", "https"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync(bff, Stranger, ("Forwarded", "for=127.0.0.1;proto=https"), ("X-Original-Proto", "https"), ("X-Real-IP", "127.0.0.1"))).Status);
        var local = await SignInAsync(bff, "127.0.0.1", ("X-Forwarded-For", Person), ("X-Forwarded-Proto", "https"));
        Assert.Equal((HttpStatusCode.NoContent, "portal"), (local.Status, local.Cookie));
        Assert.Equal(["127.0.0.1"], await AddressesAsync(bff));
        Assert.Equal(HttpStatusCode.Forbidden, (await SignInAsync(bff, "127.0.0.1", ("X-Forwarded-Host", "evil.example"), ("Origin", "http://evil.example"))).Status);
    }

    [Fact]
    public async Task Attempts_are_throttled_whatever_address_they_claim()
    {
        var bff = await StartAsync(("Sessions:AttemptsPerMinute", "3"));

        var passed = 0;
        for (var i = 0; i < 60; i++)
        {
            passed += (await SignInAsync(bff, "127.0.0.1", "wrong", ("X-Forwarded-For", $"203.0.113.{i}"))).Status is HttpStatusCode.Unauthorized ? 1 : 0;
        }

        Assert.Equal(3, passed);
    }

    [Theory]
    [InlineData("10.1.0.7", Proxy, true)]
    [InlineData("10.1.0.0/16", Proxy, true)]
    [InlineData("::ffff:10.1.0.7", Proxy, true)]
    [InlineData("10.1.0.7", "::ffff:10.1.0.7", true)]
    [InlineData("2001:db8::/32", "2001:db8::1", true)]
    [InlineData("10.1.0.8", Proxy, false)]
    [InlineData("10.2.0.0/16", Proxy, false)]
    [InlineData("10.1.0.7", "127.0.0.1", false)]
    public async Task Only_proxies_of_the_list_are_believed(string listed, string peer, bool believed)
    {
        var bff = await StartAsync(("Http:KnownProxies:0", listed));

        var (status, cookie) = await SignInAsync(bff, peer, ("X-Forwarded-For", Person), ("X-Forwarded-Proto", "https"));

        if (believed)
        {
            Assert.Equal((HttpStatusCode.NoContent, "__Host-portal"), (status, cookie));
            Assert.Equal([Person], await AddressesAsync(bff));
        }
        else
        {
            Assert.True((status, cookie) is (HttpStatusCode.BadRequest, null) or (HttpStatusCode.NoContent, "portal"), $"{status} {cookie}");
            Assert.DoesNotContain(Person, await AddressesAsync(bff));
        }
    }

    private async Task<BffHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var host = await BffHost.StartAsync(
            _sandbox, settings: settings.ToDictionary(s => s.Key, s => (string?)s.Value), services: s => s.AddSingleton<IStartupFilter, PeerFilter>());
        _hosts.Add(host);
        return host;
    }

    private Task<(HttpStatusCode Status, string? Cookie)> SignInAsync(BffHost bff, string peer, params (string Name, string Value)[] headers) =>
        SignInAsync(bff, peer, null, headers);

    private async Task<(HttpStatusCode Status, string? Cookie)> SignInAsync(BffHost bff, string peer, string? password, params (string Name, string Value)[] headers)
    {
        var demo = (await _sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = bff.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, BffRoutes.SignInIam)
        {
            Content = JsonContent.Create(new IamSignInRequest(demo.Domain, "operator", password ?? demo.User("operator").Password)),
            Headers = { { PeerFilter.Header, peer } },
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single().Split('=')[0] : null);
    }

    /// <summary>The addresses that sessions were made from, by the audit log and by the session's own row.</summary>
    private static async Task<IReadOnlyList<string?>> AddressesAsync(BffHost bff)
    {
        await using var db = await bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var audited = await db.Set<Portal.Bff.Audit.AuditRecordRow>().Where(r => r.Operation == "signIn" && r.Outcome == "succeeded").Select(r => r.Address).ToListAsync();
        return [.. audited.Concat(await db.Set<SessionRow>().Select(s => s.Address).ToListAsync()).Distinct()];
    }

    /// <summary>Lets a request come from the address that the test says.</summary>
    private sealed class PeerFilter : IStartupFilter
    {
        public const string Header = "Test-Peer";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[Header].ToString());
                return rest(context);
            });
            next(app);
        };
    }
}
