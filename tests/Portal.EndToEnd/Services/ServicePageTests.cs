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
        await person.PressAsync(page.Locator("[data-node=harbor-trade-orderer] summary"));
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
        await Expect(person.Find("service-operations")).ToContainTextAsync("Create service");
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
        await using var person = await fixture.OpenAsync();
        await Portal.WitnessAsync(
            async () =>
            {
                await Portal.Sandbox.SetSpeedAsync(2);
                await person.SignInAsync(fixture.Tenant("meridian"), "admin", "/t/meridian/services/new");
                await person.TypeServiceAsync("being-made", "Being-Made-1");
                await person.PressAsync(person.Find("submit-create"));
                await person.OnOperationAsync();
                await person.PressAsync(person.Find("operation").GetByRole(AriaRole.Link, new() { Name = "being-made" }));
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

    private async Task AsOperatorAsync(Func<Person, string, Task> test, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        await using var person = await fixture.OpenAsync();
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
