using System.Diagnostics;
using Microsoft.Playwright;

namespace Portal.Bench;

/// <summary>From the sign-in button to a page that answers to clicks, in Chromium through the front door.</summary>
internal static class PageMeasure
{
    private const int Rounds = 7;

    /// <summary>The browser of the measures.</summary>
    public static BrowserTypeLaunchOptions Chromium => new()
    {
        ExecutablePath = "/usr/bin/chromium-headless-shell",
        Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    };

    /// <summary>Signs in with the form; returns the time from its button to a page that answers to clicks.</summary>
    public static async Task<TimeSpan> SignInAsync(IPage page, Uri portal)
    {
        await page.GotoAsync(new Uri(portal, "/signin").AbsoluteUri);
        await page.FillAsync("[name=domain]", "harbor-logistics");
        await page.FillAsync("[name=user]", "operator");
        await page.FillAsync("[name=password]", "Harbor-Operator-SBXSECRET-1");
        var watch = Stopwatch.StartNew();
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal));
        await AnswersAsync(page);
        return watch.Elapsed;
    }

    /// <summary>Waits until the page answers to clicks.</summary>
    public static Task AnswersAsync(IPage page) => page.WaitForSelectorAsync("[data-interactive]", new() { State = WaitForSelectorState.Attached });

    public static async Task RunAsync()
    {
        Console.WriteLine("## First page");
        await using var portal = await RunningPortal.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(Chromium);
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            // A context of its own has no cookies and nothing in its cache: each round is somebody's first visit.
            await using var context = await browser.NewContextAsync();
            var page = await context.NewPageAsync();
            seconds.Add((await SignInAsync(page, portal.Address)).TotalSeconds);
        }

        Console.WriteLine($"Sign-in button to a page that answers to clicks: the first after a start {seconds[0]:0.00} s, then {seconds[1..].Spread("0.00")} s (aim 1)");
    }
}
