using System.Text;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Services;

/// <summary>The tabs of a service in the browser.</summary>
public sealed partial class ServicePageTests(DemoFixture fixture) : IClassFixture<DemoFixture>
{
    private const string Harbor = "harbor";

    private PortalProcesses Portal => fixture.Portal;

    [Fact]
    public Task Service_page_shows_everything_by_keyboard_alone() => AsOperatorAsync(async (person, service) =>
    {
        var page = person.Page;
        await person.GoAsync(service);
        await Expect(person.Find("basic-facts")).ToContainTextAsync("Pay per use");
        await Expect(person.Find("service")).ToContainTextAsync("pvc-");
        await Expect(page.Locator("[data-copy*=':7050']").First).ToBeVisibleAsync();

        await OpenAsync("Organizations and peers");
        await Expect(page.Locator("section[data-organization=port-operations] [data-testid=peers] tbody tr")).ToHaveCountAsync(3);
        await Expect(page.Locator("section[data-organization=port-operations]")).ToContainTextAsync("MSP");
        await OpenAsync("Channels");
        await Expect(page.Locator("[data-testid=matrix] [data-organization=customs-desk] td[data-channel=customs][data-in=true]")).ToHaveCountAsync(2);

        await OpenAsync("Topology");
        var customs = person.Find("topology").Locator("a[data-channel=customs]");
        await person.TabToAsync(customs);
        await Expect(page.Locator("[data-peer].lit")).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(u => u.Contains("channel=customs", StringComparison.Ordinal));
        await person.TabToAsync(page.Locator("[data-save-drawing][data-format=svg]"));
        await Expect(page.Locator("[data-peer].lit")).ToHaveCountAsync(3);
        var svg = Encoding.UTF8.GetString(await SavedAsync("harbor-trade-topology.svg"));
        Assert.Contains("port-operations", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("class=", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("var(", svg, StringComparison.Ordinal);
        await person.TabToAsync(page.Locator("[data-save-drawing][data-format=png]"));
        Assert.Equal("PNG"u8.ToArray(), (await SavedAsync("harbor-trade-topology.png"))[1..4]);

        await OpenAsync("Operations");
        await Expect(person.Find("service-operations")).ToContainTextAsync("Started outside the portal");
        await OpenAsync("Audit");
        await Expect(person.Find("service-audit")).ToContainTextAsync("List channels");
        await person.PressAsync(person.Find("service-audit").GetByRole(AriaRole.Link, new() { Name = "List channels" }).First);
        await Expect(person.Find("audit-record")).ToBeVisibleAsync();

        async Task OpenAsync(string tab)
        {
            await person.PressAsync(page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = tab, Exact = true }));
            await Expect(page.Locator(".tabs [aria-current=page]")).ToHaveTextAsync(tab);
        }

        async Task<byte[]> SavedAsync(string name)
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
            Assert.Equal(name, download.SuggestedFilename);
            return await File.ReadAllBytesAsync(await download.PathAsync());
        }
    });

    [Fact]
    public async Task Creation_shows_the_steps_and_each_resource()
    {
        await using var person = await fixture.Chromium.OpenAsync(Portal.Url);
        await Portal.WitnessAsync(
            async () =>
            {
                await Portal.Sandbox.SetSpeedAsync(2);
                await person.SignInAsync(fixture.Tenant("meridian"), "admin", "/t/meridian/services/new");
                await person.CreateServiceAsync("meridian", "being-made", "Being-Made-1");
                await person.Find("operation").GetByRole(AriaRole.Link, new() { Name = "being-made" }).ClickAsync();
                await Expect(person.Find("creation-steps")).ToContainTextAsync("Deploy Peers");
                await Expect(person.Find("creation-resources")).ToContainTextAsync("Blockchain");
                await Expect(person.Find("scale-service")).ToBeDisabledAsync();
                await Expect(person.Page.Locator(".page-actions")).ToContainTextAsync("still being created");
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(5));
                await Expect(person.Find("creation-steps")).ToHaveCountAsync(0);
                await Expect(person.Find("scale-service")).ToBeVisibleAsync();
                person.Watch.AssertClean();
            },
            () => [person]);
        await Portal.Sandbox.SetSpeedAsync(10);
    }

    [Fact]
    public async Task Certificates_and_SDK_configuration_come_with_name_size_and_hash_and_are_frozen_by_keyboard_alone()
    {
        await using var person = await fixture.Chromium.OpenAsync(Portal.Url);
        await Portal.WitnessAsync(
            async () =>
            {
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));
                await person.SignInAsync(fixture.Tenant(Harbor), "admin", "/t/harbor/services");
                var page = person.Page;
                await person.GoAsync($"/t/harbor/services/{await DemoFixture.QuietServiceAsync(person, Harbor, "harbor-trade")}?tab=certificates");
                await TakeAsync("download-cert", "cert-download", "customs-desk-admin.zip");

                await person.TypeAsync(page.Locator("#f-generate-user"), "Alice");
                await person.PressAsync(person.Find("generate-cert"));
                await Expect(page.Locator("[data-error-for=f-generate-user]")).ToBeVisibleAsync();
                await person.TypeAsync(page.Locator("#f-generate-user"), "alice");
                var certificate = await TakeAsync("generate-cert", "cert-generate", "customs-desk-alice.zip");

                await person.TypeAsync(page.Locator("#f-freeze-user"), "alice");
                person.Watch.Expect("400");
                await person.PressAsync(person.Find("freeze-cert"));
                await Expect(person.Find("cert-freeze").GetByTestId("problem")).ToBeVisibleAsync();
                await page.Locator("#f-freeze-file").SetInputFilesAsync(new FilePayload { Name = "alice.zip", MimeType = "application/zip", Buffer = new byte[30 * 1024] });
                await person.PressAsync(person.Find("freeze-cert"));
                await Expect(person.Find("cert-freeze").GetByTestId("problem")).ToContainTextAsync("smaller than 30 KB");
                await page.Locator("#f-freeze-file").SetInputFilesAsync(new FilePayload { Name = "alice.zip", MimeType = "application/zip", Buffer = certificate });
                await person.PressAsync(person.Find("freeze-cert"));
                await Expect(person.Find("cert-freeze-receipt")).ToContainTextAsync("within a minute");
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(2));
                await person.PressAsync(person.Find("unfreeze-cert"));
                await Expect(person.Find("cert-freeze-receipt")).ToContainTextAsync("within a minute");

                await person.TypeAsync(page.Locator("#f-sdk-chaincode-trade"), "tracking");
                await person.PressAsync(person.Find("preview-sdk"));
                await Expect(person.Find("sdk-preview")).ToContainTextAsync("channels:");
                await Expect(person.Find("sdk-preview")).ToContainTextAsync("grpcs://");
                await TakeAsync("download-sdk", "sdk", "harbor-trade-sdk-config.zip");
                person.Watch.AssertClean();

                async Task<byte[]> TakeAsync(string button, string section, string name)
                {
                    await person.TabToAsync(person.Find(button));
                    var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
                    Assert.Equal(name, download.SuggestedFilename);
                    var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
                    var receipt = person.Find(section + "-receipt");
                    await Expect(receipt).ToContainTextAsync(name);
                    await Expect(receipt).ToContainTextAsync(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
                    await Expect(receipt).ToContainTextAsync(bytes.Length.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
                    return bytes;
                }
            },
            () => [person]);
    }

    private async Task AsOperatorAsync(Func<Person, string, Task> test, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        await using var person = await fixture.Chromium.OpenAsync(Portal.Url);
        await Portal.WitnessAsync(
            async () =>
            {
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));
                await person.SignInAsync(fixture.Tenant(Harbor), "operator", "/t/harbor/services");
                await test(person, $"/t/harbor/services/{await DemoFixture.QuietServiceAsync(person, Harbor, "harbor-trade")}");
                person.Watch.AssertClean();
            },
            () => [person],
            name);
    }
}
