using System.Net;

using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Iam;

/// <summary>Tokens of 32 KB are normal on the live service: they come and go in headers, and are kept in the vault.</summary>
public sealed class LongTokenTests
{
    [Fact]
    public async Task Token_of_32_kb_signs_in_reads_changes_and_serves_background_work()
    {
        await using var sandbox = await SandboxProcess.StartAsync(settings: [new("Sandbox__TokenLength", "32768")]);
        await using var bff = await BffHost.StartAsync(sandbox);
        using var browser = await bff.SignInAsync();

        using var made = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("long-token"));
        using var read = await browser.GetAsync(browser.Bcs("blockchains"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (made.StatusCode, read.StatusCode));
        await Eventually.TrueAsync(
            async () => (await sandbox.CallsAsync()).Any(c => c is { User: "portal", Status: 200, Operation: not "iam" }), "background work asks with the tenant's own token");
    }
}
