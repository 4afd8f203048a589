using System.Net;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Testing;

namespace Portal.Bff.Tests.Faults;

public sealed class CloudDownAtStartTests
{
    [Fact]
    public async Task Portal_starts_without_its_cloud_says_so_and_works_when_it_comes()
    {
        var port = FreePort.Next();
        using var folder = new TemporaryFolder();
        var first = await SandboxProcess.StartAsync(port: port);
        var demo = (await first.DemoAsync()).Single(t => t.Tenant == "harbor");
        var settings = await PortalSettings.ForAsync(first, folder.Path);
        await first.Process.KillAsync();

        await using var bff = await BffHost.StartAsync(settings, folder.Path);
        using var browser = bff.Browser();
        using var refused = await browser.SignInAsync(demo.Domain, "operator", demo.User("operator").Password);
        await using var second = await SandboxProcess.StartAsync(port: port);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, ProblemCodes.IamUnavailable), (refused.StatusCode, await refused.CodeAsync()));
        await Eventually.TrueAsync(
            async () => (await browser.SignInAsync(demo.Domain, "operator", demo.User("operator").Password)).StatusCode == HttpStatusCode.NoContent,
            "sign-in works");
        await first.DisposeAsync();
    }
}
