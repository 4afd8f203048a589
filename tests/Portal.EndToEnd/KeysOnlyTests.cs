using Portal.EndToEnd.Hosting;

namespace Portal.EndToEnd;

/// <summary>Proves that <see cref="DemoFixture.OpenAsync"/> would notice a scenario that is not done by keys.</summary>
public sealed class KeysOnlyTests : IAsyncLifetime
{
    private readonly Chromium _chromium = new();

    public Task InitializeAsync() => _chromium.InitializeAsync();

    public Task DisposeAsync() => _chromium.DisposeAsync();

    [Fact]
    public async Task Click_and_filled_field_are_noticed_and_keys_are_not()
    {
        await using var person = await _chromium.OpenAsync(new Uri("http://127.0.0.1"), keysOnly: true);
        var page = person.Page;
        await page.GotoAsync("data:text/html,<input id=name><input type=checkbox id=box><select id=list><option>a<option>b</select><input type=radio name=r id=x checked><input type=radio name=r id=y>");
        await person.TypeAsync(page.Locator("#name"), "Typed 7!");
        await person.PressAsync(page.Locator("#box"), "Space");
        await person.PickAsync(page.Locator("#list"), "b");
        await person.TabToAsync(page.Locator("#x"));
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.True(await page.Locator("#y").IsCheckedAsync());
        Assert.Empty(person.Watch.Troubles);

        await page.FillAsync("#name", "filled");
        await page.ClickAsync("#box");
        Assert.Equal(
            ["keys only: mouse on box", "keys only: no key for box", "keys only: no key for name"],
            person.Watch.Troubles.Order(StringComparer.Ordinal));
    }
}
