using System.Text.RegularExpressions;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Services;

/// <content>What the cloud measures of a service, and its alarms.</content>
public sealed partial class ServicePageTests
{
    [Fact]
    public async Task Two_peers_are_compared_by_keyboard_a_gap_is_seen_the_values_taken_away_and_alarms_found_from_the_overview()
    {
        await using var person = await fixture.OpenAsync();
        await Portal.WitnessAsync(
            async () =>
            {
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromHours(2));
                await Portal.Sandbox.SetSpeedAsync(0);
                var full = await Portal.Sandbox.IncidentAsync(new { tenant = "harbor", service = "harbor-trade", kind = "diskFull", entity = "port-operations" });
                await person.SignInAsync(fixture.Tenant("harbor"), "admin", "/t/harbor/services");
                var page = person.Page;
                var service = await DemoFixture.QuietServiceAsync(person, "harbor", "harbor-trade");

                await person.GoAsync($"/t/harbor/services/{service}");
                Assert.Equal(0, await ReadsAsync("metric/list"));
                await person.PressAsync(page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = "Monitoring", Exact = true }));
                await Expect(page.Locator("figure.chart")).ToHaveCountAsync(7);
                await Expect(page.Locator("[data-range='24h']")).ToBeDisabledAsync();
                await Expect(page.Locator("[data-compare*='customs-desk/']")).ToHaveCountAsync(2);
                var peers = await page.Locator("[data-compare*='customs-desk/']").EvaluateAllAsync<string[]>("boxes => boxes.map(b => b.dataset.compare)");
                var down = await Portal.Sandbox.IncidentAsync(new
                {
                    tenant = "harbor", service = "harbor-trade", kind = "instanceDown", instance = peers[1].Split('/')[2], startsInSeconds = -1500, durationSeconds = 600,
                });

                foreach (var peer in peers)
                {
                    await person.TabToAsync(page.Locator($"[data-compare='{peer}']"));
                    await page.Keyboard.PressAsync("Space");
                    await Expect(page.Locator($"[data-testid=chart-cpu] path[data-line='{peer}']")).ToHaveCountAsync(1);
                }

                await Expect(page.Locator($"[data-testid=chart-cpu] path[data-line='{peers[1]}']")).ToHaveAttributeAsync("d", new Regex("M.*M"));
                Assert.Equal(1, Pieces(await page.Locator($"[data-testid=chart-cpu] path[data-line='{peers[0]}']").GetAttributeAsync("d")));

                // The crosshair stands at one time in all charts, and says there what the table says.
                await person.TabToAsync(page.Locator("[data-testid=chart-cpu] [data-plot]"));
                await page.Keyboard.PressAsync("Home");
                await page.Keyboard.PressAsync("ArrowRight");
                await Expect(page.Locator("[data-cross] line")).ToHaveCountAsync(7);
                var time = await page.Locator("[data-testid=chart-memory] [data-cross-time]").TextContentAsync();
                var values = await page.Locator("[data-testid=chart-cpu] [data-cross-value]").AllTextContentsAsync();
                Assert.Contains(values[0], await page.Locator("[data-testid=chart-cpu] [data-plot]").GetAttributeAsync("aria-valuetext"), StringComparison.Ordinal);
                Assert.EndsWith(time![^5..], await page.Locator("[data-testid=chart-sent] [data-cross-time]").TextContentAsync(), StringComparison.Ordinal);
                await person.PressAsync(page.Locator("[data-testid=chart-cpu] [aria-expanded]"));
                var rows = page.Locator("[data-testid=chart-cpu] tbody tr").Filter(new() { HasTextRegex = new Regex(Regex.Escape(time[^5..]) + ":00") });
                await Expect(rows.First).ToContainTextAsync(values[0]);

                // What is taken away is what is shown: the hidden line is not in it, and gaps are empty.
                await person.PressAsync(page.Locator($"[data-testid=chart-cpu] [data-legend='{peers[0]}']"));
                await Expect(page.Locator("[data-testid=chart-cpu] path[data-line]")).ToHaveCountAsync(1);
                await person.TabToAsync(person.Find("save-csv"));
                var shown = await page.Locator("[data-testid=chart-cpu] tbody tr").CountAsync();
                var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
                var lines = (await File.ReadAllLinesAsync(await download.PathAsync()))[1..];
                Assert.Equal(60, shown);
                Assert.Equal(shown, lines.Length);
                Assert.All(lines, line => Assert.Equal(8, line.Split(',').Length));
                Assert.Equal(10, lines.Count(line => line.EndsWith(",,,,,,,", StringComparison.Ordinal)));

                await person.GoAsync("/t/harbor");
                await Expect(person.Find("figure-alarms")).ToHaveTextAsync("1", new() { Timeout = 90_000 });
                await Expect(person.Find("attention")).ToContainTextAsync("Disk almost full");
                await person.PressAsync(person.Find("figure-alarms"));
                await Expect(person.Find("alarm-count")).ToHaveTextAsync("1 alarm is on.");
                await person.PressAsync(person.Find("monitored-services").GetByRole(AriaRole.Link, new() { Name = "Critical 1" }));
                await Expect(person.Find("alarms").Locator("tbody tr")).ToHaveCountAsync(1);
                await Expect(person.Find("alarms")).ToContainTextAsync("port-operations");
                await person.PressAsync(page.Locator("[data-state=all]"));
                await person.PressAsync(page.Locator("[data-figure=all]"));
                await Expect(person.Find("alarms").Locator("tbody tr")).ToHaveCountAsync(int.Parse(await page.Locator("[data-figure=all]").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture));
                await Expect(person.Find("alarms")).ToContainTextAsync("Instance not running");
                await Portal.Sandbox.EndIncidentAsync(full);
                await Portal.Sandbox.EndIncidentAsync(down);
                person.Watch.AssertClean();
            },
            () => [person]);
        await Portal.Sandbox.SetSpeedAsync(10);

        async Task<int> ReadsAsync(string path) => (await Portal.Sandbox.CallsAsync()).Count(c => c.Path.EndsWith(path, StringComparison.Ordinal));
    }

    private static int Pieces(string? path) => path!.Count(c => c == 'M');
}
