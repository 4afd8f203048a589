using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Features.Certificates;
using Portal.Bff.Platform.Data;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Certificates;
using Portal.Testing;

namespace Portal.Bff.Tests.Certificates;

public sealed class SqliteCertificateTests(SqliteCertificateStack stack) : CertificateTests(stack), IClassFixture<SqliteCertificateStack>;

public sealed class PostgresCertificateTests(PostgresCertificateStack stack) : CertificateTests(stack), IClassFixture<PostgresCertificateStack>;

/// <summary>Certificates on their way through the gateway, from the emulator's real authorities.</summary>
public abstract class CertificateTests(CertificateStack stack)
{
    private const string Reason = "Schlüsselwechsel 轮换 #7";

    [Fact]
    public async Task A_generated_certificate_is_listed_with_what_the_file_says()
    {
        using var browser = await stack.Bff.SignInAsync();
        var (service, organization) = await CertificateStack.ServiceAsync(browser, "harbor-trade");

        var (file, audit) = await GenerateAsync(browser, service, organization, "listed1", hosted: false);

        var listed = await SeenAsync(browser, c => c.User == "listed1");
        using var certificate = SomeCertificate.In(file);
        Assert.Equal(Convert.ToHexStringLower(certificate.SerialNumberBytes.Span), listed.Serial);
        Assert.Equal((certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime()), (listed.NotBefore!.Value.UtcDateTime, listed.NotAfter!.Value.UtcDateTime));
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(file)), file.Length, $"{organization}-listed1.zip"), (listed.Sha256, listed.Bytes, listed.FileName));
        Assert.Equal(("generated", false, "active", organization, "operator", audit, null), (listed.Kind, listed.Hosted, listed.State, listed.Organization, listed.By, listed.AuditId, listed.Reason));
        using var neighbour = await stack.Bff.SignInAsync("sunrise");
        Assert.DoesNotContain(await CertificateStack.ListAsync(neighbour), c => c.User == "listed1");
        using var foreign = await neighbour.GetAsync($"/api/certificates/{listed.Id}?tenant=sunrise");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        await NothingSecretIsKeptAsync();
    }

    [Fact]
    public async Task Chinese_names_reach_lists_files_and_audit()
    {
        const string name = "冷链物流-01", organization = "华东海关";
        using var browser = await stack.Bff.SignInAsync("sunrise");
        var request = PortalBrowser.NewService(name);
        request["peer_orgs"]![0]!["name"] = organization;
        request["channels"]![0]!["org_names"] = new JsonArray(organization);
        using var made = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), request);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        await stack.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));
        var (service, peers) = await CertificateStack.ServiceAsync(browser, name);
        Assert.Equal(organization, peers);

        using var authority = await browser.GetAsync(browser.Bcs($"blockchains/{service}/cert?org_name={Uri.EscapeDataString(organization)}&cert_type=ca"));
        Assert.Equal($"{organization}-ca.zip", authority.Content.Headers.ContentDisposition?.FileNameStar);
        var (_, audit) = await GenerateAsync(browser, service, organization, "clerk01", hosted: false);

        var listed = await SeenAsync(browser, c => c.User == "clerk01");
        Assert.Equal((organization, $"{organization}-clerk01.zip"), (listed.Organization, listed.FileName));
        using var auditor = await stack.Bff.SignInAsync("sunrise", "auditor");
        foreach (var (typed, found) in new[] { (name, made.AuditId()), ("　冷链物流－０１", made.AuditId()), ("华东海关 clerk01", audit), ("华东海关 ca.zip", authority.AuditId()) })
        {
            using var answer = await auditor.GetAsync($"/api/audit?tenant=sunrise&q={Uri.EscapeDataString(typed)}");
            var items = (await answer.JsonAsync()).GetProperty("items").Deserialize<List<AuditRecordDto>>(JsonSerializerOptions.Web)!;
            Assert.Contains(items, r => r.Id == found);
        }

        using var record = await auditor.GetAsync($"/api/audit/{audit}?tenant=sunrise");
        Assert.EndsWith($"/orgs/{organization}/usercert/clerk01", AuditPaths.Readable((await record.JsonAsync()).GetProperty("path").GetString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_kind_of_download_is_listed_once()
    {
        using var browser = await stack.Bff.SignInAsync("sunrise", "operator");
        using var admin = await stack.Bff.SignInAsync("sunrise", "admin");
        var (service, organization) = await CertificateStack.ServiceAsync(browser, "sunrise-finance");
        foreach (var who in new[] { browser, admin })
        {
            foreach (var kind in new[] { "admin", "user", "ca" })
            {
                using var answer = await who.GetAsync(who.Bcs($"blockchains/{service}/cert?org_name={organization}&cert_type={kind}"));
                answer.EnsureSuccessStatusCode();
            }
        }

        await Eventually.TrueAsync(async () => (await CertificateStack.ListAsync(browser)).Count(c => c.By == "admin") == 3, "the second downloads are listed");
        var listed = (await CertificateStack.ListAsync(browser)).OrderBy(c => c.Kind).ToList();
        Assert.Equal(["admin/Admin", "ca/", "user/User1"], listed.Select(c => $"{c.Kind}/{c.User}"));
        Assert.All(listed, c => Assert.Equal((true, "sunrise-finance", 2), (c.NotAfter > DateTimeOffset.UtcNow, c.BlockchainName, c.Version)));
    }

    [Theory]
    [InlineData("frozen1", false)]
    [InlineData("hosted1", true)]
    public async Task Freezing_and_unfreezing_show_as_the_cloud_does_them(string user, bool hosted)
    {
        using var browser = await stack.Bff.SignInAsync();
        var (service, organization) = await CertificateStack.ServiceAsync(browser, "harbor-trade");
        var (file, _) = await GenerateAsync(browser, service, organization, user, hosted);
        await SeenAsync(browser, c => c.User == user && c.Hosted == hosted);

        Assert.Equal(HttpStatusCode.OK, await ChangeAsync("freeze", user + "-f"));
        await SeenAsync(browser, c => c.User == user && c.State == CertificateStates.Frozen);
        Assert.Equal(HttpStatusCode.OK, await ChangeAsync("freeze", user + "-f"));
        Assert.Equal(CertificateStates.Frozen, (await CertificateStack.ListAsync(browser)).Single(c => c.User == user).State);

        Assert.Equal(HttpStatusCode.OK, await ChangeAsync("unfreeze", user + "-u"));
        await SeenAsync(browser, c => c.User == user && c.State == CertificateStates.Active);

        // The cloud takes the next one while the last is taking effect, and the last one wins.
        foreach (var change in new[] { "freeze", "unfreeze", "freeze" })
        {
            Assert.Equal(HttpStatusCode.OK, await ChangeAsync(change, $"{user}-{Guid.NewGuid()}"));
        }

        await SeenAsync(browser, c => c.User == user && c.State == CertificateStates.Frozen);

        Task<HttpStatusCode> ChangeAsync(string change, string key) =>
            CertificateStack.ChangeAsync(browser, $"blockchains/{service}/orgs/{organization}/usercert/{user}/{change}", hosted ? null : file, key);
    }

    [Theory]
    [InlineData("silent1", false)]
    [InlineData("silent2", true)]
    public async Task Freezing_without_an_answer_is_unclear_until_the_cloud_accepts_a_change(string user, bool hosted)
    {
        using var browser = await stack.Bff.SignInAsync();
        var (service, organization) = await CertificateStack.ServiceAsync(browser, "harbor-trade");
        var (file, _) = await GenerateAsync(browser, service, organization, user, hosted);
        await GenerateAsync(browser, service, organization, user, hosted: false);
        await Eventually.TrueAsync(async () => (await OfUserAsync()).Count == 2, "both certificates are listed");
        var serial = Convert.ToHexStringLower(SomeCertificate.In(file).SerialNumberBytes.Span);

        await stack.Sandbox.FaultsAsync(new { operation = "freezeUserCertificate", dropAfter = true });
        Assert.Equal(HttpStatusCode.GatewayTimeout, await ChangeAsync("freeze", user + "-f"));
        Assert.Equal([serial], (await OfUserAsync("&state=unclear")).Select(c => c.Serial));
        await stack.Sandbox.FaultsAsync(new { operation = "freezeUserCertificate", code = "BCS.4001020" });
        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync("freeze", user + "-again"));
        await stack.Sandbox.FaultsAsync();
        Assert.Equal([serial], (await OfUserAsync("&state=unclear")).Select(c => c.Serial));

        Assert.Equal(HttpStatusCode.OK, await ChangeAsync("unfreeze", user + "-u"));
        var active = await SeenAsync(browser, c => c.Serial == serial && c.State == CertificateStates.Active);
        Assert.Equal(4, active.Version);

        // What was asked before is still not known, and is older than what the cloud accepted since.
        Assert.Equal(HttpStatusCode.GatewayTimeout, await ChangeAsync("freeze", user + "-f"));
        Assert.Empty(await OfUserAsync("&state=unclear"));

        async Task<List<CertificateDto>> OfUserAsync(string filter = "") => [.. (await CertificateStack.ListAsync(browser, filter)).Where(c => c.User == user)];

        Task<HttpStatusCode> ChangeAsync(string change, string key) =>
            CertificateStack.ChangeAsync(browser, $"blockchains/{service}/orgs/{organization}/usercert/{user}/{change}", hosted ? null : file, key);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ab")]
    [InlineData("   ")]
    [InlineData("two%0Alines")]
    [InlineData("201")]
    public async Task Without_a_proper_reason_nothing_goes_to_the_cloud(string? reason)
    {
        using var browser = await stack.Bff.SignInAsync("meridian");
        var (service, organization) = await CertificateStack.ServiceAsync(browser, "meridian-supply");
        var since = await stack.Sandbox.LastCallAsync();
        HttpRequestMessage[] requests =
        [
            new(HttpMethod.Get, browser.Bcs($"blockchains/{service}/cert?org_name={organization}&cert_type=admin")),
            new(HttpMethod.Post, browser.Bcs($"blockchains/{service}/orgs/{organization}/usercert/refused1")),
            new(HttpMethod.Post, browser.Bcs($"blockchains/{service}/sdk-cfg")),
        ];
        foreach (var request in requests)
        {
            if (reason is not null)
            {
                request.Headers.Add(BffHeaders.Reason, reason == "201" ? new string('x', 201) : reason);
            }

            using var answer = await browser.Http.SendAsync(request);
            Assert.Equal((HttpStatusCode.BadRequest, ProblemCodes.ReasonRequired), (answer.StatusCode, await answer.CodeAsync()));
            Assert.Equal((AuditOutcomes.Denied, ProblemCodes.ReasonRequired), await RecordAsync(answer) is { } record ? (record.Outcome, record.UpstreamCode) : default);
            request.Dispose();
        }

        Assert.DoesNotContain(await stack.Sandbox.CallsAsync(since), c => c.Operation is "downloadCertificates" or "generateUserCertificate" or "downloadSdkConfiguration");
    }

    [Fact]
    public async Task A_reason_is_recorded_and_listed_and_goes_no_further()
    {
        using var browser = await stack.Bff.SignInAsync("meridian");
        var (service, organization) = await CertificateStack.ServiceAsync(browser, "meridian-supply");
        var since = await stack.Sandbox.LastCallAsync();

        using var answer = await browser.SendAsync(
            HttpMethod.Post, browser.Bcs($"blockchains/{service}/orgs/{organization}/usercert/reason1"), new { security_mode = true }, null,
            r => r.Headers.Add(BffHeaders.Reason, Uri.EscapeDataString(Reason)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((Reason, true), (await SeenAsync(browser, c => c.User == "reason1")) is { } listed ? (listed.Reason, listed.Hosted) : default);
        var recorded = (await RecordAsync(answer)).Request!.Value;
        Assert.Equal((Reason, true), (recorded.GetProperty("$reason").GetString(), recorded.GetProperty("security_mode").GetBoolean()));
        var call = (await stack.Sandbox.CallsAsync(since)).Single(c => c.Operation == "generateUserCertificate");
        Assert.DoesNotContain(call.HeaderNames, h => h.Contains("reason", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("", call.Query);
        var me = await (await browser.GetAsync(BffRoutes.User)).JsonAsync();
        Assert.True(me.GetProperty("tenants")[0].GetProperty("requireDownloadReason").GetBoolean());
    }

    private static async Task<(byte[] File, string Audit)> GenerateAsync(PortalBrowser browser, string service, string organization, string user, bool hosted)
    {
        using var answer = await browser.SendAsync(
            HttpMethod.Post, browser.Bcs($"blockchains/{service}/orgs/{organization}/usercert/{user}"), new { security_mode = hosted });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync(), answer.AuditId()!);
    }

    // A file is with the person before it is in the list.
    private static Task<CertificateDto> SeenAsync(PortalBrowser browser, Func<CertificateDto, bool> which) => Eventually.GetAsync(
        async () => (await CertificateStack.ListAsync(browser)).FirstOrDefault(which), "the certificate is listed")!;

    private async Task<AuditRecordDto> RecordAsync(HttpResponseMessage answer)
    {
        using var auditor = await stack.Bff.SignInAsync("meridian", "admin");
        using var found = await auditor.GetAsync($"/api/audit/{answer.AuditId()}?tenant=meridian");
        return (await found.JsonAsync()).Deserialize<AuditRecordDto>(JsonSerializerOptions.Web)!;
    }

    private async Task NothingSecretIsKeptAsync()
    {
        await using var db = await stack.Bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var kept = JsonSerializer.Serialize(await db.Set<CertificateRow>().AsNoTracking().ToListAsync());
        Assert.DoesNotContain("SBXSECRET", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(stack.Bff.Logs.Lines, l => l.Contains("SBXSECRET", StringComparison.Ordinal) || l.Contains("PRIVATE KEY", StringComparison.Ordinal));
        Assert.All(
            Directory.GetFiles(stack.Bff.Folder, "portal.db*"),
            f => Assert.True(ReadShared(f).AsSpan().IndexOf("SBXSECRET key of the sandbox"u8) < 0, f));
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
