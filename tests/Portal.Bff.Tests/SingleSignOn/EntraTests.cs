using System.Net;
using System.Net.Http.Json;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Testing;

namespace Portal.Bff.Tests.SingleSignOn;

/// <summary>Section <c>AzureAd</c>, against an imitation of Entra behind a certificate of its own.</summary>
public sealed class EntraTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SandboxProcess _sandbox = null!;
    private ImitatedProvider _entra = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync();

        // A port of its own for each test: the package keeps what it knows of an issuer for the life of the process.
        _entra = await ImitatedProvider.StartAsync(tls: true);
        await File.WriteAllTextAsync(CaFile, _entra.Ca);
    }

    public async Task DisposeAsync()
    {
        await _entra.DisposeAsync();
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    private string CaFile => Path.Combine(_folder.Path, "ca.pem");

    [Theory]
    [InlineData(ImitatedProvider.Directory)]
    [InlineData("organizations")]
    [InlineData("common")]
    public async Task Person_of_an_allowed_directory_comes_in_and_is_directory_and_object(string tenant)
    {
        await using var bff = await StartAsync(tenant);
        using var browser = new SsoBrowser(bff.Url);

        Assert.Equal("/services", await browser.SignInAsync("entra"));
        var user = await (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).Content.ReadFromJsonAsync<UserInfo>();
        using var away = await browser.SendAsync(HttpMethod.Post, BffRoutes.SignOut);

        Assert.Equal(new UserDto($"entra:{ImitatedProvider.Directory}/{ImitatedProvider.Person}", "ada@contoso.test", null, "entra"), user!.User);
        Assert.Equal("harbor", Assert.Single(user.Tenants).Id);
        Assert.Equal("/signed-out", await browser.FollowAsync(away));
    }

    [Theory]
    [InlineData("other directory", ProblemCodes.ProviderRefused)]
    [InlineData("issuer of another directory", ProblemCodes.ProviderUnbelieved)]
    [InlineData("issuer", ProblemCodes.ProviderUnbelieved)]
    [InlineData("audience", ProblemCodes.ProviderUnbelieved)]
    [InlineData("signature", ProblemCodes.ProviderUnbelieved)]
    [InlineData("expired", ProblemCodes.ProviderUnbelieved)]
    [InlineData("nonce", ProblemCodes.ProviderUnbelieved)]
    [InlineData("unsigned", ProblemCodes.ProviderUnbelieved)]
    public async Task Answer_that_does_not_hold_signs_nobody_in(string fault, string code)
    {
        await using var bff = await StartAsync("organizations");
        using var browser = new SsoBrowser(bff.Url);
        _entra.Fault = fault;

        Assert.StartsWith($"/signin?error={code}&provider=entra", await browser.SignInAsync("entra"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).StatusCode);
    }

    [Fact]
    public async Task Keys_may_change_between_sign_ins_and_nobody_notices()
    {
        await using var bff = await StartAsync("organizations");
        for (var rotation = 0; rotation < 3; rotation++)
        {
            using var browser = new SsoBrowser(bff.Url);
            Assert.Equal("/services", await browser.SignInAsync("entra"));
            _entra.Rotate();
        }
    }

    private Task<BffHost> StartAsync(string tenant) => BffHost.StartAsync(_sandbox, settings: new()
    {
        ["AzureAd:Instance"] = _entra.Url + "/", ["AzureAd:TenantId"] = tenant, ["AzureAd:ClientId"] = ImitatedProvider.Client, ["AzureAd:ClientSecret"] = "s3cret",
        ["AzureAd:AllowedTenants:0"] = ImitatedProvider.Directory, ["Upstream:TrustFile"] = CaFile, ["Http:StrangersPerMinute"] = "100000",
        ["Tenants:harbor:Grants:9:Group"] = $"group:entra:{ImitatedProvider.Group}", ["Tenants:harbor:Grants:9:Role"] = "Operator",
    });
}
