using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

using Portal.Testing;

namespace Portal.EndToEnd.Hosting;

/// <summary>Looks at pages in one theme, language and width, and gathers what is wrong with them.</summary>
public sealed class PageLook(Person person, bool dark, string language, int width)
{
    private static readonly AxeRunOptions Rules = new()
    {
        // What passed is not asked for.
        ResultTypes = new HashSet<ResultType> { ResultType.Violations },
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    // Besides those that screenshots are made of.
    private static readonly int[] OtherWidths = [2560, 1024, 640];

    private readonly List<string> _troubles = [];

    /// <summary>Usually two of the eight, in which every theme, language and width occurs; all in a long run.</summary>
    public static TheoryData<bool, string, int> All
    {
        get
        {
            var looks = new TheoryData<bool, string, int> { { false, "zh-Hans", 1440 }, { true, "en", 390 } };
            if (TestSize.IsLong)
            {
                looks.Add(false, "en", 1440);
                looks.Add(false, "en", 390);
                looks.Add(false, "zh-Hans", 390);
                looks.Add(true, "en", 1440);
                looks.Add(true, "zh-Hans", 1440);
                looks.Add(true, "zh-Hans", 390);
            }

            return looks;
        }
    }

    /// <summary>Looks at a page that needs no circuit.</summary>
    public async Task StaticAsync(string path, string name)
    {
        await person.Page.GotoAsync(path);
        await TakeAsync(name);
    }

    /// <summary>Goes to a page and looks at it as soon as it has what it waits for.</summary>
    /// <param name="path">Path and query.</param>
    /// <param name="name">What the picture is called.</param>
    /// <param name="wait">What is there when the page is complete; its heading if null.</param>
    public async Task PageAsync(string path, string name, string? wait = null)
    {
        await person.GoAsync(path);
        await person.Page.WaitForSelectorAsync(wait ?? "main h1");
        await Microsoft.Playwright.Assertions.Expect(person.Page.Locator(".skeleton")).ToHaveCountAsync(0);
        await TakeAsync(name);
    }

    /// <summary>Takes a picture of the page as it stands, and examines it.</summary>
    public async Task TakeAsync(string name)
    {
        var page = person.Page;
        var look = $"{name}-{(dark ? "dark" : "light")}-{language}-{width}";
        await page.ScreenshotAsync(new() { Path = Repo.PathOf("artifacts", "screens", look + ".png"), FullPage = true });
        await FitsAsync(look);
        var hidden = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.tabs [aria-current], .create-steps li')].filter(e => {
                const [r, p] = [e, e.closest('.tabs, .create-steps')].map(x => x.getBoundingClientRect());
                return r.left < p.left - 1 || r.right > p.right + 1;
            }).map(e => `out of sight: ${e.innerText}`).concat(document.activeElement.closest('dialog [data-help]') ? ['help is the way into the dialog'] : [])
            """);
        _troubles.AddRange(hidden.Select(h => $"{look}: {h}"));
        if (dark)
        {
            var moving = await page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('*')].filter(e => {
                    const s = getComputedStyle(e);
                    return [s.transitionDuration, s.animationDuration].some(d => d.split(',').some(t => parseFloat(t) > .01));
                }).map(e => `${e.tagName}.${e.className}`)
                """);
            _troubles.AddRange(moving.Distinct().Select(m => $"{look}: moves, though asked not to: {m}"));
        }
        else if (width == 1440)
        {
            foreach (var other in OtherWidths)
            {
                await page.SetViewportSizeAsync(other, 900);
                await FitsAsync($"{look} at {other}");
            }

            await page.SetViewportSizeAsync(width, 900);
        }

        var unexplained = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('main .field')].filter(f => !f.parentElement.closest('.field') && f.querySelector('input, select, textarea, [role=radiogroup]') && !f.querySelector('[data-help]')).map(f => f.innerText.slice(0, 60))");
        _troubles.AddRange(unexplained.Select(f => $"{look}: no help for {f}"));
        Add(look, await page.RunAxe(Rules));
    }

    /// <summary>Opens a menu of the page as it stands, examines it, and closes it.</summary>
    /// <param name="testId">Its test id.</param>
    public async Task MenuAsync(string testId)
    {
        await person.Find(testId).Locator("summary").ClickAsync();
        await OpenedAsync("menu-" + testId, $"[data-testid={testId}] .menu-body");
        await person.Page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Examines what has opened on top of a page that was looked at before.</summary>
    /// <param name="name">What the picture is called.</param>
    /// <param name="selector">What has opened.</param>
    public async Task OpenedAsync(string name, string selector)
    {
        var look = $"{name}-{(dark ? "dark" : "light")}-{language}-{width}";
        await person.Page.Locator(selector).First.WaitForAsync();
        await person.Page.ScreenshotAsync(new() { Path = Repo.PathOf("artifacts", "screens", look + ".png") });
        var beyond = await person.Page.Locator(selector).First.EvaluateAsync<bool>(
            "e => { const r = e.getBoundingClientRect(); return r.left < 0 || r.right > innerWidth || e.scrollWidth > e.clientWidth + 1; }");
        if (beyond)
        {
            _troubles.Add($"{look}: too wide");
        }

        Add(look, await person.Page.RunAxe(new AxeRunContext { Include = [new(selector)] }, Rules));
    }

    /// <summary>Fails on whatever was found.</summary>
    public void AssertFlawless()
    {
        person.Watch.AssertClean();
        Assert.True(_troubles.Count == 0, string.Join("\n", _troubles));
    }

    private void Add(string look, AxeResult found) => _troubles.AddRange(
        found.Violations.Select(v => $"{look}: {v.Id} ({v.Impact}) {v.Help} at {string.Join("; ", v.Nodes.Take(4).Select(n => $"{n.Target} {n.Html}"))}"));

    private async Task FitsAsync(string look)
    {
        var beyond = await person.Page.EvaluateAsync<string[]>("""
            () => [document.documentElement, ...document.querySelectorAll('dialog[open], .toolbar, .filters, .card, .modal-actions')]
                .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => `${e.className || e.tagName} by ${e.scrollWidth - e.clientWidth} px`)
            """);
        _troubles.AddRange(beyond.Select(b => $"{look}: too wide: {b}"));
    }
}
