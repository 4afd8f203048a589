using System.Net;

using Bcs.Api.Client;
using Bcs.Api.Quotas;

using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Iam;
using Portal.Bff.Tenants;
using Portal.Bff.Tests.Hosting;
using Portal.Bff.Tests.Proxy;
using Portal.Contracts;
using Portal.Testing;

namespace Portal.Bff.Tests.Iam;

/// <summary>A tenant whose credential is an access key.</summary>
public sealed class AccessKeyTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-bff");
    private RecordingCloud _cloud = null!;
    private BffHost _bff = null!;

    public async Task InitializeAsync()
    {
        _cloud = await RecordingCloud.StartAsync();
        _bff = await BffHost.StartAsync(_cloud.Settings(_folder.FullName, signs: true, projectKnown: false), _folder.FullName);
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _cloud.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Background_work_signs_and_asks_for_no_token()
    {
        var clients = _bff.Services.GetRequiredService<ITenantClients>();

        Assert.Equal([RecordingCloud.Tenant], await clients.TenantsAsync(default));
        var answer = await (await clients.ForAsync(RecordingCloud.Tenant, default))!.ListFlavorsAsync();

        Assert.IsType<BcsResult<FlavorList>.Ok>(answer);
        Assert.Equal(0, _cloud.Tokens);
        Assert.All(_cloud.Calls, c => Assert.StartsWith("SDK-HMAC-SHA256 Access=AKRECORDING00001,", c.Headers["Authorization"], StringComparison.Ordinal));
        Assert.Contains(_cloud.Calls, c => c.Target == $"/v2/{RecordingCloud.ProjectId}/blockchains/flavors");
    }

    [Fact]
    public async Task The_project_is_learnt_from_iam_by_a_signed_request()
    {
        var clients = _bff.Services.GetRequiredService<ITenantClients>();
        await clients.ForAsync(RecordingCloud.Tenant, default);

        Assert.Contains(_cloud.Calls, c => c.Target == "/v3/projects?name=cn-north-4" && c.Headers.ContainsKey("Authorization"));
        Assert.Equal(RecordingCloud.ProjectId, (await _bff.Services.GetRequiredService<TenantDirectory>().FindAsync(RecordingCloud.Tenant, default))!.ProjectId);
    }

    [Fact]
    public async Task A_persons_token_is_used_to_check_the_password_and_not_kept()
    {
        using var browser = await SignInAsync();

        using var answer = await browser.GetAsync(browser.Bcs("quotas"));

        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, _cloud.Tokens));
        Assert.Null(await _bff.Services.GetRequiredService<TokenStore>().FindAsync(await HandleAsync(browser), RecordingCloud.Tenant, default));
    }

    [Fact]
    public async Task A_refused_key_is_said_to_be_so_and_rests()
    {
        using var browser = await SignInAsync();
        _cloud.Answer = RecordingCloud.Json("""{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: verify aksk signature fail"}""", 401);

        using var first = await browser.GetAsync(browser.Bcs("quotas"));
        var sent = _cloud.Calls.Count(c => c.Target.EndsWith("/quotas", StringComparison.Ordinal));
        using var second = await browser.GetAsync(browser.Bcs("quotas"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, ProblemCodes.IamUnavailable), (first.StatusCode, await first.CodeAsync()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ProblemCodes.IamUnavailable), (second.StatusCode, await second.CodeAsync()));
        Assert.Equal(sent, _cloud.Calls.Count(c => c.Target.EndsWith("/quotas", StringComparison.Ordinal)));
        var client = await _bff.Services.GetRequiredService<ITenantClients>().ForAsync(RecordingCloud.Tenant, default);
        Assert.Equal("CredentialRefused", Assert.IsType<BcsResult<QuotaList>.NotSent>(await client!.ListQuotasAsync()).Reason);
    }

    [Fact]
    public async Task The_secret_key_is_in_no_file_and_no_log()
    {
        using var browser = await SignInAsync();
        using var answer = await browser.GetAsync(browser.Bcs("quotas"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(RecordingCloud.SecretKey, (await _bff.Services.GetRequiredService<TenantDirectory>().AccessKeyAsync(RecordingCloud.Tenant, default))!.SecretKey.Reveal());

        foreach (var file in Directory.EnumerateFiles(_folder.FullName, "*.db*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            Assert.True(copy.ToArray().AsSpan().IndexOf("SBXSECRET"u8) < 0, file);
        }

        Assert.DoesNotContain(_bff.Logs.Lines, l => l.Contains("SBXSECRET", StringComparison.Ordinal));
    }

    private async Task<PortalBrowser> SignInAsync()
    {
        // The gateway serves a tenant once its project is known.
        var clients = _bff.Services.GetRequiredService<ITenantClients>();
        await Eventually.TrueAsync(async () => await clients.ForAsync(RecordingCloud.Tenant, default) is not null, "the project is known");
        return await RecordingCloud.SignInAsync(_bff);
    }

    private static async Task<string> HandleAsync(PortalBrowser browser)
    {
        using var user = await browser.GetAsync("/bff/user");
        return (await user.JsonAsync()).GetProperty("session").GetProperty("id").GetString()!;
    }
}
