using Microsoft.Playwright;

using Portal.Testing;

namespace Portal.Bench;

/// <summary>What an open page holds at the UI host: pages of the lived-in demo against pages that show the frame and nothing in it.</summary>
internal static class CircuitMeasure
{
    private const int Pages = 30;

    // A small first generation, so that what is held is told from what was not collected yet.
    private static readonly Dictionary<string, string?> Collected = new()
    {
        ["SANDBOX_SCENARIO"] = "demo", ["DOTNET_GCgen0size"] = "200000", ["DOTNET_gcConcurrent"] = "0",
    };

    public static async Task RunAsync()
    {
        Console.WriteLine("## Circuits");
        await using var portal = await RunningPortal.StartAsync(Collected);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(PageMeasure.Chromium);
        await using var context = await browser.NewContextAsync();
        var first = await context.NewPageAsync();
        await PageMeasure.SignInAsync(first, portal.Address);
        var ui = portal.Parts()["Portal"];
        string[] paths = ["/t/harbor/operations/none", "/t/harbor", "/t/harbor/services", "/t/harbor/audit"];
        foreach (var path in paths)
        {
            // Once before it counts: code that is compiled and texts that are read stay.
            await OpenAsync(3, path);
        }

        double? blank = null;
        foreach (var path in paths)
        {
            var held = await OpenAsync(Pages, path);
            blank ??= held;
            Console.WriteLine($"  {path,-26} {held,5:0} KiB a circuit, {held / blank:0.00} times the frame alone");
        }

        async Task<double> OpenAsync(int count, string path)
        {
            var before = ProcessTree.Field(ui, "smaps_rollup", "Anonymous:");
            var pages = new List<IPage>();
            for (var i = 0; i < count; i++)
            {
                var page = await context.NewPageAsync();
                pages.Add(page);
                await page.GotoAsync(new Uri(portal.Address, path).AbsoluteUri);
                await PageMeasure.AnswersAsync(page);
            }

            await Task.Delay(TimeSpan.FromSeconds(5));
            var held = (ProcessTree.Field(ui, "smaps_rollup", "Anonymous:") - before) / (double)count;
            foreach (var page in pages)
            {
                await page.CloseAsync();
            }

            return held;
        }
    }
}
