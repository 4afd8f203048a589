using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using Xunit.Abstractions;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

[Collection(PortalCollection.Name)]
public sealed class ReconnectTests(PortalFixture fixture, ITestOutputHelper output)
{
    private const string Path = "/t/meridian/services/new";

    private PortalProcesses Portal => fixture.Portal;

    [Fact]
    public Task Half_filled_form_survives_a_restart_of_the_gateway() => SurvivesAsync(
        "the gateway", Portal.Url, keepsPasswords: true,
        () => Portal.Bff.KillAsync(), Portal.StartBffAsync);

    [Fact]
    public Task Half_filled_form_survives_a_restart_of_the_UI() => SurvivesAsync(
        "the UI host", Portal.Url, keepsPasswords: false,
        () => Portal.Ui.KillAsync(), Portal.StartUiAsync);

    [Fact]
    public async Task Half_filled_form_survives_a_cut_of_the_network()
    {
        await using var relay = new Relay(Portal.Url);
        await SurvivesAsync(
            "the network", relay.Url, keepsPasswords: true,
            () =>
            {
                relay.Cut();
                return Task.CompletedTask;
            },
            () =>
            {
                relay.Mend();
                return Task.CompletedTask;
            });
    }

    private async Task SurvivesAsync(string what, Uri door, bool keepsPasswords, Func<Task> breakIt, Func<Task> mend)
    {
        await using var person = await fixture.Chromium.OpenAsync(door);
        var page = person.Page;
        await Portal.WitnessAsync(
            async () =>
            {
                await person.SignInAsync(fixture.Tenant("meridian"), "operator", Path);
                await person.OpenCreateAsync("meridian");
                await person.FillServiceAsync("half-filled", "Half-Full-1");
                await person.StepAsync("organizations");
                await person.Find("add-org").ClickAsync();
                await page.Locator("[data-testid=org-row] input[name$='.name']").Nth(1).FillAsync("second-org");
                await Expect(page.Locator("[data-testid=org-row]")).ToHaveCountAsync(2);
                await person.StepAsync("cluster");

                // The last is what Blazor says when something is typed while it has no connection.
                person.Watch.Expect("ERR_", "502", "503", "_blazor", "WebSocket", "disconnected", "Failed to", "No interop methods are registered");
                await breakIt();
                await Expect(page.Locator("#conn-banner")).ToBeVisibleAsync();
                Assert.True((await page.Locator("#conn-banner").BoundingBoxAsync())!.Height < 60);

                // Typed while nobody listens.
                await page.FillAsync("#f-clusterName", "typed-while-away");
                await mend();
                var back = TimeProvider.System.GetTimestamp();
                await person.InteractiveAsync();
                await Expect(page.Locator("#conn-banner")).ToBeHiddenAsync();
                output.Measure($"{TimeProvider.System.GetElapsedTime(back).TotalSeconds:0.0} s after {what} is back the page is too (goal 5 s)");

                Assert.Equal(new Uri(door, Path + "?step=cluster").ToString(), page.Url);
                await Expect(page.Locator("#f-clusterName")).ToHaveValueAsync("typed-while-away");
                await person.StepAsync("organizations");
                await Expect(page.Locator("[data-testid=org-row] input[name$='.name']").Nth(1)).ToHaveValueAsync("second-org");
                await person.StepAsync("basics");
                await Expect(page.Locator("#f-name")).ToHaveValueAsync("half-filled");
                await (keepsPasswords
                    ? Expect(page.Locator("#f-password")).ToHaveAttributeAsync("placeholder", "Typed; not shown")
                    : Expect(page.Locator("[data-error-for=f-password]")).ToBeVisibleAsync());
                await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();

                // The page works, with what was typed and nothing else.
                await person.StepAsync("review");
                await Expect(person.Find("request-json")).ToContainTextAsync("typed-while-away");
                person.Watch.AssertClean();
            },
            () => [person], name: what.Replace(' ', '-'));
    }
}
