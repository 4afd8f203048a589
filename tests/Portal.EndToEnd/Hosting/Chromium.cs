using System.Text.RegularExpressions;

using Microsoft.Playwright;

namespace Portal.EndToEnd.Hosting;

/// <summary>The system's Chromium, without the windows that nobody sees, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Path = "/usr/bin/chromium-headless-shell";
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

    // What a field takes comes in the same turn as the key that brought it; otherwise a test has filled it, not a person. What an input method
    // brings, which no keyboard has, comes without one.
    private const string TellOtherThanKeys = """
        (() => {
          let key = false;
          const tell = (what, event) => console.error(`keys only: ${what} ${event.target.id || event.target.tagName}`);
          for (const kind of ['keydown', 'keypress', 'keyup']) {
            addEventListener(kind, () => { key = true; setTimeout(() => { key = false; }); }, true);
          }
          addEventListener('pointerdown', event => tell('mouse on', event), true);
          addEventListener('input', event => { if (!key && event.target.type !== 'file' && !/[^ -~]/.test(event.data ?? '')) { tell('no key for', event); } }, true);
        })();
        """;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Path))
        {
            throw new InvalidOperationException("These tests need Chromium: ./test.sh installs it, or `apt-get install chromium-headless-shell`.");
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Arguments });
    }

    /// <summary>Opens a browser of its own: no cookies, nothing remembered.</summary>
    /// <param name="url">The front door.</param>
    /// <param name="width">Width in CSS pixels.</param>
    /// <param name="dark">Dark in place of light.</param>
    /// <param name="language"><c>en</c> or <c>zh-Hans</c>.</param>
    /// <param name="still">Asks pages not to move.</param>
    /// <param name="lag">How much later than usual what goes over the page's sockets arrives, in each direction: who is far away acts before the page has caught up.</param>
    /// <param name="keysOnly">Takes the mouse away: whatever is not done by keys is a trouble of <see cref="Person.Watch"/>.</param>
    public async Task<Person> OpenAsync(Uri url, int width = 1440, bool dark = false, string language = "en", bool still = false, bool keysOnly = false, TimeSpan lag = default)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = url.ToString(),
            Locale = language == "en" ? "en-GB" : "zh-CN",
            TimezoneId = "Europe/Berlin",
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = still ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            ViewportSize = new() { Width = width, Height = width < 800 ? 844 : 900 },
        });
        await context.AddCookiesAsync(
        [
            new() { Name = "portal.lang", Value = language, Url = url.ToString() },
            new() { Name = "portal.theme", Value = dark ? "dark" : "light", Url = url.ToString() },
        ]);
        if (keysOnly)
        {
            await context.AddInitScriptAsync(TellOtherThanKeys);
        }

        if (lag > TimeSpan.Zero)
        {
            await context.RouteWebSocketAsync(new Regex("."), page => SlowLine.Between(page, page.ConnectToServer(), lag));
        }

        return new Person(context, await context.NewPageAsync());
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
