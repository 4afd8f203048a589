using System.Net;

using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Certificates;

/// <summary><c>kill -9</c> while a certificate is on its way.</summary>
public sealed class CertificateKillTests
{
    [Fact]
    public async Task A_kill_between_intent_and_outcome_leaves_no_false_certificate()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxProcess.StartAsync(settings: [new("Sandbox__Scenario", "demo")]);
        await using var bff = await BffProcess.StartAsync(sandbox, folder.Path);
        using var browser = await bff.SignInAsync();
        var (service, organization) = await CertificateStack.ServiceAsync(browser, "harbor-trade");
        await sandbox.FaultsAsync(new { operation = "generateUserCertificate", timeoutAfter = true });
        var sending = browser.SendAsync(HttpMethod.Post, browser.Bcs($"blockchains/{service}/orgs/{organization}/usercert/killed1"));
        await Eventually.TrueAsync(
            async () => (await (await sandbox.Http.GetAsync("/sandbox/certificates")).Content.ReadAsStringAsync()).Contains("killed1", StringComparison.Ordinal), "the cloud has made it");

        await bff.Process.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        await sandbox.FaultsAsync();
        await bff.StartAsync();

        using var admin = await bff.SignInAsync("harbor", "admin");
        var page = await (await admin.GetAsync("/api/audit?tenant=harbor&action=bcs:fabricInstance:createUserCert")).JsonAsync();
        Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Empty(await CertificateStack.ListAsync(admin));
    }

    [Fact]
    public async Task A_kill_before_the_answer_to_a_freezing_leaves_the_certificate_unclear_until_the_cloud_accepts_a_change()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxProcess.StartAsync(speed: 1, settings: [new("Sandbox__Scenario", "demo")]);
        await using var bff = await BffProcess.StartAsync(sandbox, folder.Path);
        using var browser = await bff.SignInAsync();
        var (service, organization) = await CertificateStack.ServiceAsync(browser, "harbor-trade");
        var path = $"blockchains/{service}/orgs/{organization}/usercert/killed2";
        var files = new List<byte[]>();
        for (var i = 0; i < 2; i++)
        {
            using var made = await browser.SendAsync(HttpMethod.Post, browser.Bcs(path));
            files.Add(await made.Content.ReadAsByteArrayAsync());
        }

        await sandbox.FaultsAsync(new { operation = "freezeUserCertificate", timeoutAfter = true });
        var sending = CertificateStack.ChangeAsync(browser, path + "/freeze", files[0], "k-1");
        await Eventually.TrueAsync(
            async () => (await (await sandbox.Http.GetAsync("/sandbox/certificates")).Content.ReadAsStringAsync()).Contains("\"freezing\"", StringComparison.Ordinal), "the cloud freezes it");
        await bff.Process.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        await sandbox.FaultsAsync();
        await bff.StartAsync();

        using var again = await bff.SignInAsync();
        var unclear = await Eventually.GetAsync(
            async () => await CertificateStack.ListAsync(again, "&state=unclear") is { Count: > 0 } found ? found : null, "the certificate is unclear");
        using var certificate = SomeCertificate.In(files[0]);
        Assert.Equal(Convert.ToHexStringLower(certificate.SerialNumberBytes.Span), Assert.Single(unclear).Serial);

        await sandbox.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, await CertificateStack.ChangeAsync(again, path + "/unfreeze", files[0], "k-2"));
        Assert.Equal(["active", "unfreezing"], (await CertificateStack.ListAsync(again)).Select(c => c.State).Order(StringComparer.Ordinal));
    }
}
