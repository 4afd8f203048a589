using System.Diagnostics;
using Microsoft.Playwright;

namespace Portal.Bench;

/// <summary>From the sign-in button to a page that answers to clicks, in Chromium through the front door.</summary>
internal static class PageMeasure
{
    private const int Rounds = 7;

    public static async Task RunAsync()
    {
        Console.WriteLine("## First page");
        await using var portal = await RunningPortal.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium-headless-shell",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            // A context of its own has no cookies and nothing in its cache: each round is somebody's first visit.
            await using var context = await browser.NewContextAsync();
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(portal.Address, "/signin").AbsoluteUri);
            await page.FillAsync("[name=domain]", "harbor-logistics");
            await page.FillAsync("[name=user]", "operator");
            await page.FillAsync("[name=password]", "Harbor-Operator-SBXSECRET-1");
            var watch = Stopwatch.StartNew();
            await page.ClickAsync("button[type=submit]");
            await page.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal));
            await page.WaitForSelectorAsync("[data-interactive]", new() { State = WaitForSelectorState.Attached });
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        Console.WriteLine($"Sign-in button to a page that answers to clicks: the first after a start {seconds[0]:0.00} s, then {seconds[1..].Spread("0.00")} s (aim 1)");
    }
}
