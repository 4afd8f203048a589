using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Iam;

/// <summary>
/// A tenant with an access key against the emulator, which judges the signatures from the bytes on the wire: what the gateway
/// forwards, whatever its body, and what background work asks.
/// </summary>
public sealed class SignedTenantTests : IAsyncLifetime
{
    // In its path: what is signed is not what is typed.
    private const string Organization = "华东海关-01";

    private SandboxProcess _sandbox = null!;
    private BffHost _bff = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync();
        var owner = (await _sandbox.DemoAsync()).Single(t => t.Tenant == "harbor").User("portal");
        _bff = await BffHost.StartAsync(_sandbox, settings: new Dictionary<string, string?>
        {
            ["Tenants:harbor:Credential:User"] = null,
            ["Tenants:harbor:Credential:Password"] = null,
            ["Tenants:harbor:Credential:AccessKey"] = owner.Ak,
            ["Tenants:harbor:Credential:SecretKey"] = owner.Sk,
        });
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Everything_for_the_tenant_is_signed_and_taken()
    {
        using var browser = await _bff.SignInAsync();

        using var made = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), NewService());
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        var service = (await made.JsonAsync()).GetProperty("blockchain_id").GetString();
        await _sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));

        using var awkward = await browser.GetAsync(browser.Bcs($"operation/record?blockchain_id={service}&operation_status=finished&x=a+b%2B&x=%E9%80%9A&!'()*=~"));
        Assert.Equal((HttpStatusCode.OK, 1), (awkward.StatusCode, (await awkward.JsonAsync()).GetProperty("count").GetInt32()));

        using var file = await browser.SendAsync(
            HttpMethod.Post, browser.Bcs($"blockchains/{service}/orgs/{Organization}/usercert/user01"), new JsonObject { ["security_mode"] = false });
        Assert.Equal(("application/zip", $"{Organization}-user01.zip"), (file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentDisposition?.FileNameStar));
        var zip = await file.Content.ReadAsByteArrayAsync();
        await using var archive = new ZipArchive(new MemoryStream(zip));
        Assert.NotEmpty(archive.Entries);

        var content = new ByteArrayContent(zip);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using var form = new MultipartFormDataContent { { content, "file", "user01.zip" } };
        using var frozen = await browser.Http.PostAsync(browser.Bcs($"blockchains/{service}/orgs/{Organization}/usercert/user01/freeze"), form);
        Assert.True(frozen.StatusCode == HttpStatusCode.OK, await frozen.Content.ReadAsStringAsync());

        var record = await (await browser.GetAsync($"/api/audit/{frozen.AuditId()}?tenant=harbor")).JsonAsync();
        Assert.Equal(("tenant", "operator", AuditOutcomes.Succeeded), (
            record.GetProperty("credential").GetString(), record.GetProperty("actor").GetProperty("name").GetString(), record.GetProperty("outcome").GetString()));
        await Eventually.TrueAsync(
            async () => (await _sandbox.CallsAsync()).Any(c => c is { Tenant: "harbor", Operation: "queryBcsServiceList", Status: 200 }), "background work asks");
        var calls = (await _sandbox.CallsAsync()).Where(c => c is { Tenant: "harbor", Operation: not "iam", Status: not null }).ToList();
        Assert.All(calls, c => Assert.Equal(("portal", 200, true), (c.User, c.Status, c.HeaderNames.Contains("Authorization", StringComparer.OrdinalIgnoreCase))));
        Assert.DoesNotContain(calls, c => c.HeaderNames.Contains("X-Auth-Token", StringComparer.OrdinalIgnoreCase));

        // The one token is the one by which the password was checked.
        Assert.Single(await _sandbox.CallsAsync(), c => c is { Tenant: "harbor", Operation: "iam" });
    }

    private static JsonObject NewService()
    {
        var request = PortalBrowser.NewService("签名服务");
        request["peer_orgs"]![0]!["name"] = Organization;
        request["channels"]![0]!["org_names"] = new JsonArray(Organization);
        return request;
    }

    [Fact]
    public async Task Another_tenant_goes_on_with_tokens()
    {
        using var browser = await _bff.SignInAsync("meridian");
        using var answer = await browser.GetAsync(browser.Bcs("quotas"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(await _sandbox.CallsAsync(), c => c is { Tenant: "meridian", User: "operator", Operation: "queryQuotas" });
    }
}
