using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Bcs.Sandbox.Tests.OpenId;

/// <summary>The provider, judged by the libraries with which applications judge providers.</summary>
public sealed class OpenIdTests : SandboxTest
{
    [Fact]
    public async Task Sign_in_ends_in_an_id_token_that_verifies_and_names_the_user()
    {
        using var browser = new OpenIdBrowser(Sandbox);
        var (status, tokens) = await browser.ExchangeAsync(await browser.SignInAsync());
        Assert.Equal(200, status);
        var token = await ReadAsync(tokens["id_token"]!.GetValue<string>());
        Assert.Equal("n0nce", token["nonce"]);
        Assert.Equal("admin@harbor-logistics", token["preferred_username"]);
        Assert.Equal("admin of Harbor Logistics", token["name"]);
        Assert.Contains("harbor-tenantadmin", ((IEnumerable<object>)token["groups"]).Cast<string>());
        Assert.Contains("SBXSECRET", tokens["access_token"]!.GetValue<string>(), StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/oidc/userinfo") { Headers = { { "Authorization", $"Bearer {tokens["access_token"]}" } } };
        using var answer = await browser.Http.SendAsync(request);
        Assert.Equal(token["sub"], (await answer.Content.ReadFromJsonAsync<JsonNode>())!["sub"]!.GetValue<string>());
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/oidc/userinfo") { Headers = { { "Authorization", "Bearer forged" } } };
        using var refused = await browser.Http.SendAsync(forged);
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (refused.StatusCode, refused.Headers.WwwAuthenticate.Single().Scheme));
    }

    [Fact]
    public async Task State_comes_back_and_wrong_passwords_stay_on_the_page()
    {
        using var browser = new OpenIdBrowser(Sandbox);
        var page = await browser.Http.GetStringAsync(browser.AuthorizeAddress(("login_hint", "<b>\"x")));
        Assert.Contains("value=\"&lt;b&gt;&quot;x\"", page, StringComparison.Ordinal);
        using var lockOut = await Sandbox.Http.PutAsJsonAsync("/sandbox/users/harbor-logistics/viewer", new { locked = true });
        foreach (var (user, password) in new[] { ("admin@harbor-logistics", "wrong"), ("admin@nowhere", "x"), ("admin", "x"), ("", ""), ("viewer@harbor-logistics", "Harbor-Viewer-SBXSECRET-1") })
        {
            using var failed = await browser.TypeAsync(page, user, password);
            Assert.Equal(HttpStatusCode.Unauthorized, failed.StatusCode);
            Assert.Contains("User or password is wrong", await failed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var done = await browser.TypeAsync(page, "admin@harbor-logistics", "Harbor-Admin-SBXSECRET-1");
        Assert.Equal("st&te", OpenIdBrowser.QueryOf(done)["state"]);
        using var twice = await browser.TypeAsync(page, "admin@harbor-logistics", "Harbor-Admin-SBXSECRET-1");
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
    }

    [Fact]
    public async Task Browser_that_is_signed_in_needs_no_page_unless_it_is_asked_for()
    {
        using var browser = new OpenIdBrowser(Sandbox);
        using (var silent = await browser.Http.GetAsync(browser.AuthorizeAddress(("prompt", "none"))))
        {
            Assert.Equal("login_required", OpenIdBrowser.QueryOf(silent)["error"]);
        }

        await browser.SignInAsync();
        using (var known = await browser.Http.GetAsync(browser.AuthorizeAddress()))
        {
            Assert.Equal(200, (await browser.ExchangeAsync(OpenIdBrowser.CodeOf(known))).Status);
        }

        Assert.Contains("<form", await browser.Http.GetStringAsync(browser.AuthorizeAddress(("prompt", "login"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client_id", "stranger")]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    [InlineData("redirect_uri", null)]
    public async Task Request_that_cannot_be_trusted_is_not_sent_back(string name, string? value)
    {
        using var browser = new OpenIdBrowser(Sandbox);
        using var answer = await browser.Http.GetAsync(browser.AuthorizeAddress((name, value)));
        Assert.Equal((HttpStatusCode.BadRequest, null), (answer.StatusCode, answer.Headers.Location));
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "profile", "invalid_scope")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    public async Task Request_that_is_wrong_goes_back_with_its_error(string name, string? value, string error)
    {
        using var browser = new OpenIdBrowser(Sandbox);
        using var answer = await browser.Http.GetAsync(browser.AuthorizeAddress((name, value)));
        Assert.Equal((error, "st&te"), (OpenIdBrowser.QueryOf(answer)["error"], OpenIdBrowser.QueryOf(answer)["state"]));
    }

    [Theory]
    [InlineData("code_verifier", "0000000000000000000000000000000000000000000", "invalid_grant", 400)]
    [InlineData("code_verifier", null, "invalid_grant", 400)]
    [InlineData("redirect_uri", "http://localhost:1/", "invalid_grant", 400)]
    [InlineData("code", "other", "invalid_grant", 400)]
    [InlineData("grant_type", "password", "unsupported_grant_type", 400)]
    [InlineData("client_secret", "wrong", "invalid_client", 401)]
    [InlineData("client_secret", null, "invalid_client", 401)]
    [InlineData("client_id", "stranger", "invalid_client", 401)]
    public async Task Exchange_that_is_wrong_is_refused(string name, string? value, string error, int status)
    {
        using var browser = new OpenIdBrowser(Sandbox);
        var (refused, body) = await browser.ExchangeAsync(await browser.SignInAsync(), (name, value));
        Assert.Equal((status, error), (refused, body["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Code_works_once()
    {
        using var browser = new OpenIdBrowser(Sandbox);
        var code = await browser.SignInAsync();
        Assert.Equal(200, (await browser.ExchangeAsync(code)).Status);
        Assert.Equal(400, (await browser.ExchangeAsync(code)).Status);
    }

    [Fact]
    public async Task Keys_rotate_and_the_one_before_stays_published_once()
    {
        using var browser = new OpenIdBrowser(Sandbox);
        var first = (await browser.ExchangeAsync(await browser.SignInAsync())).Body["id_token"]!.GetValue<string>();
        await RotateAsync();
        await ReadAsync(first);
        using var known = await browser.Http.GetAsync(browser.AuthorizeAddress());
        var second = (await browser.ExchangeAsync(OpenIdBrowser.CodeOf(known))).Body["id_token"]!.GetValue<string>();
        Assert.NotEqual(new JsonWebToken(first).Kid, new JsonWebToken(second).Kid);
        await RotateAsync();
        await ReadAsync(second);
        await Assert.ThrowsAsync<SecurityTokenSignatureKeyNotFoundException>(() => ReadAsync(first));
    }

    [Fact]
    public async Task Sign_out_by_the_application_ends_the_session_tells_the_others_and_returns()
    {
        await using var receiver = await Receiver.StartAsync();
        await SetClientAsync(receiver.Address);
        using var browser = new OpenIdBrowser(Sandbox);
        var (_, tokens) = await browser.ExchangeAsync(await browser.SignInAsync());
        var idToken = tokens["id_token"]!.GetValue<string>();
        using var answer = await browser.Http.GetAsync($"/oidc/logout?id_token_hint={idToken}&state=s1&post_logout_redirect_uri={Uri.EscapeDataString("http://localhost:5080/bff/signedout/oidc/sandbox")}");
        Assert.Equal((HttpStatusCode.SeeOther, "http://localhost:5080/bff/signedout/oidc/sandbox?state=s1"), (answer.StatusCode, answer.Headers.Location!.AbsoluteUri));

        var logout = await ReadAsync(Assert.Single(receiver.Tokens));
        var id = await ReadAsync(idToken);
        Assert.Equal((id["sub"], id["sid"]), (logout["sub"], logout["sid"]));
        Assert.True(logout.ContainsKey("events") && logout.ContainsKey("jti") && !logout.ContainsKey("nonce"));
        Assert.Equal("logout+jwt", new JsonWebToken(receiver.Tokens[0]).Typ);

        using var userinfo = new HttpRequestMessage(HttpMethod.Get, "/oidc/userinfo") { Headers = { { "Authorization", $"Bearer {tokens["access_token"]}" } } };
        using var refused = await browser.Http.SendAsync(userinfo);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("<form", await browser.Http.GetStringAsync(browser.AuthorizeAddress()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_out_without_a_hint_is_asked_for_and_never_goes_elsewhere()
    {
        using var browser = new OpenIdBrowser(Sandbox);
        await browser.SignInAsync();
        Assert.Contains("<form", await browser.Http.GetStringAsync("/oidc/logout"), StringComparison.Ordinal);
        using (var still = await browser.Http.GetAsync(browser.AuthorizeAddress()))
        {
            Assert.NotEmpty(OpenIdBrowser.CodeOf(still));
        }

        using var form = new FormUrlEncodedContent([new("confirmed", "yes"), new("client_id", "portal"), new("post_logout_redirect_uri", "https://evil.example/")]);
        using var answer = await browser.Http.PostAsync("/oidc/logout", form);
        Assert.Equal((HttpStatusCode.OK, null), (answer.StatusCode, answer.Headers.Location));
        Assert.Contains("<form", await browser.Http.GetStringAsync(browser.AuthorizeAddress()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_of_a_user_end_on_request()
    {
        await using var receiver = await Receiver.StartAsync();
        await SetClientAsync(receiver.Address);
        using var browser = new OpenIdBrowser(Sandbox);
        await browser.ExchangeAsync(await browser.SignInAsync());
        using var answer = await Sandbox.Http.PostAsJsonAsync("/sandbox/openid/signout", new { user = "admin@harbor-logistics" });
        var ended = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal((1, 1), (ended["sessions"]!.GetValue<int>(), ended["told"]!.GetValue<int>()));
        Assert.Single(receiver.Tokens);
        using var nobody = await Sandbox.Http.PostAsJsonAsync("/sandbox/openid/signout", new { user = "nobody@nowhere" });
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Browser_gets_the_public_address_and_the_application_its_own()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:OpenId:PublicAddress=http://localhost:5081/");
        var discovery = JsonNode.Parse(await sandbox.Http.GetStringAsync("/oidc/.well-known/openid-configuration"))!;
        Assert.Equal("http://localhost:5081/oidc", discovery["issuer"]!.GetValue<string>());
        Assert.Equal("http://localhost:5081/oidc/authorize", discovery["authorization_endpoint"]!.GetValue<string>());
        Assert.Equal(new Uri(sandbox.Http.BaseAddress!, "/oidc/token").AbsoluteUri, discovery["token_endpoint"]!.GetValue<string>());
    }

    private async Task RotateAsync()
    {
        using var answer = await Sandbox.Http.PostAsync("/sandbox/openid/rotate", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task SetClientAsync(string backchannel)
    {
        using var answer = await Sandbox.Http.PutAsJsonAsync("/sandbox/openid/clients", new[]
        {
            new { clientId = "portal", clientSecret = OpenIdBrowser.Secret, redirectUris = new[] { OpenIdBrowser.Redirect }, postLogoutRedirectUris = Array.Empty<string>(), backchannelLogoutUri = backchannel },
        });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Reads the discovery document, and with its keys the token.</summary>
    private async Task<IDictionary<string, object>> ReadAsync(string token)
    {
        var manager = new ConfigurationManager<OpenIdConnectConfiguration>(
            new Uri(Sandbox.Http.BaseAddress!, "/oidc/.well-known/openid-configuration").AbsoluteUri, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = false });
        var configuration = await manager.GetConfigurationAsync();
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = "portal",
            IssuerSigningKeys = configuration.SigningKeys,
        });
        return result.IsValid ? result.Claims : throw result.Exception;
    }

    /// <summary>An application that takes note of sign-outs.</summary>
    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public List<string> Tokens { get; } = [];

        public string Address => $"{app.Urls.Single()}/backchannel";

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var receiver = new Receiver(builder.Build());
            receiver.Map();
            await receiver.RunAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private void Map() => app.MapPost("/backchannel", async (HttpRequest request) =>
        {
            var token = (await request.ReadFormAsync())["logout_token"].ToString();
            lock (Tokens)
            {
                Tokens.Add(token);
            }
        });

        private Task RunAsync() => app.StartAsync();
    }
}
