using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Notifications;
using Portal.Contracts.Session;
using Portal.Testing;

namespace Portal.Bff.Tests.SingleSignOn;

/// <summary>The emulator's provider, as the demo has it: one person whom only it knows, and the cloud's users, who have no role that way.</summary>
public sealed class SandboxProviderTests : IAsyncLifetime
{
    private SandboxProcess _sandbox = null!;
    private BffHost _bff = null!;
    private DemoPerson _lin = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync(speed: 60);
        var harbor = (await _sandbox.Http.GetFromJsonAsync<List<DemoCompany>>("/sandbox/demo"))!.Single(t => t.Tenant == "harbor");
        _lin = Assert.Single(harbor.SingleSignOn);
        _bff = await BffHost.StartAsync(_sandbox, settings: new()
        {
            ["Oidc:sandbox:Authority"] = new Uri(_sandbox.Url, "/oidc").ToString(), ["Oidc:sandbox:ClientId"] = "portal", ["Oidc:sandbox:ClientSecret"] = "portal-SBXSECRET-1",
            ["Tenants:harbor:Grants:9:Group"] = "group:sandbox:" + _lin.Group, ["Tenants:harbor:Grants:9:Role"] = _lin.Role,
        });
        using var told = await _sandbox.Http.PutAsJsonAsync("/sandbox/openid/clients", new[]
        {
            new
            {
                clientId = "portal", clientSecret = "portal-SBXSECRET-1", redirectUris = new[] { new Uri(_bff.Url, "/bff/callback/oidc/sandbox").ToString() },
                postLogoutRedirectUris = new[] { new Uri(_bff.Url, "/bff/signedout/sandbox").ToString() }, backchannelLogoutUri = new Uri(_bff.Url, "/bff/backchannel-logout/sandbox").ToString(),
            },
        });
        told.EnsureSuccessStatusCode();
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Person_of_the_provider_comes_in_leaves_both_and_is_signed_out_from_there()
    {
        using var browser = new SsoBrowser(_bff.Url);
        Assert.Equal("/services", await browser.SignInAsync("sandbox", _lin.Login, _lin.Password));
        Assert.Equal(_lin.Login, (await (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).Content.ReadFromJsonAsync<UserInfo>())!.User.Name);

        // The provider knows her: no form in between, and new keys are not seen.
        using var rotated = await _sandbox.Http.PostAsync("/sandbox/openid/rotate", null);
        Assert.Equal("/services", await browser.SignInAsync("sandbox"));
        using var left = await browser.SendAsync(HttpMethod.Post, BffRoutes.SignOut);
        Assert.Equal("/signed-out", await browser.FollowAsync(left));
        Assert.Equal("200", await browser.SignInAsync("sandbox"));

        Assert.Equal("/services", await browser.SignInAsync("sandbox", _lin.Login, _lin.Password));
        using var told = await _sandbox.Http.PostAsJsonAsync("/sandbox/openid/signout", new { user = _lin.Login });
        Assert.Equal(1, (await told.JsonAsync()).GetProperty("told").GetInt32());
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).StatusCode);
    }

    [Fact]
    public async Task Name_of_an_account_in_the_cloud_gives_nobody_its_roles()
    {
        var demo = (await _sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");
        using var browser = new SsoBrowser(_bff.Url);

        Assert.StartsWith("/signin?error=no_tenant&provider=sandbox", await browser.SignInAsync("sandbox", $"admin@{demo.Domain}", demo.User("admin").Password), StringComparison.Ordinal);
        using var iam = await _bff.Browser().SignInAsync(demo.Domain, "lin", _lin.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, iam.StatusCode);
    }

    [Fact]
    public async Task End_of_an_operation_is_told_to_the_person_who_asked_for_it_alone()
    {
        using var lin = new SsoBrowser(_bff.Url);
        await lin.SignInAsync("sandbox", _lin.Login, _lin.Password);
        using var other = await _bff.SignInAsync("harbor", "operator");
        using var made = await lin.CallAsync(HttpMethod.Post, other.Bcs("blockchains"), JsonContent.Create(PortalBrowser.NewService("of-lin")));
        made.EnsureSuccessStatusCode();
        await _sandbox.SetSpeedAsync(600);

        await Eventually.TrueAsync(
            async () => (await NoticesAsync(await lin.CallAsync(HttpMethod.Get, "/api/notifications?tenant=harbor"))).Contains(NotificationKinds.OperationFinished), "she is told");
        Assert.DoesNotContain(NotificationKinds.OperationFinished, await NoticesAsync(await other.GetAsync("/api/notifications?tenant=harbor")));
    }

    private static async Task<IEnumerable<string>> NoticesAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<NotificationPage>())!.Items.Select(n => n.Kind);

    private sealed record DemoCompany([property: JsonPropertyName("tenant")] string Tenant, [property: JsonPropertyName("singleSignOn")] IReadOnlyList<DemoPerson> SingleSignOn);

    private sealed record DemoPerson(
        [property: JsonPropertyName("login")] string Login, [property: JsonPropertyName("password")] string Password, [property: JsonPropertyName("group")] string Group,
        [property: JsonPropertyName("role")] string Role);
}
