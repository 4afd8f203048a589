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
}
