using System.Globalization;

using Portal.EndToEnd.Hosting;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Services;

/// <summary>Language, look and times in the browser.</summary>
public sealed partial class ServicePageTests
{
    private static readonly TimeZoneInfo ReadersZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public Task Language_and_look_are_switched_at_once_by_keyboard_and_remembered_and_times_are_the_readers_own() => AsOperatorAsync(async (person, service) =>
    {
        var page = person.Page;
        await person.GoAsync(service);
        await TimeIsAsync("d MMM yyyy");

        await SwitchAsync("[data-set-theme=dark]");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.Keyboard.PressAsync("Escape");
        await SwitchAsync("[data-set-lang=zh-Hans]");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
        await person.InteractiveAsync();
        Assert.EndsWith(service, page.Url, StringComparison.Ordinal);
        await Expect(page.Locator("#rail")).ToContainTextAsync("服务");
        await TimeIsAsync("yyyy年M月d日");

        var another = await person.Context.NewPageAsync();
        await another.GotoAsync("/t/harbor/operations");
        await Expect(another.Locator("h1")).ToHaveTextAsync("操作");
        await Expect(another.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await another.CloseAsync();

        async Task SwitchAsync(string choice)
        {
            await person.PressAsync(person.Find("preferences").Locator("summary"));
            await person.PressAsync(person.Find("preferences").Locator(choice));
        }

        async Task TimeIsAsync(string date)
        {
            var shown = page.Locator("main time:not([data-relative])").First;
            var at = DateTimeOffset.Parse((await shown.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture);
            var here = TimeZoneInfo.ConvertTime(at, ReadersZone);
            await Expect(shown).ToContainTextAsync(here.ToString(date, CultureInfo.InvariantCulture));
            await Expect(shown).ToContainTextAsync(here.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
            await Expect(shown).ToHaveAttributeAsync("title", at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        }
    });
}
