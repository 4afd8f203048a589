using System.Text.Json;
using System.Text.RegularExpressions;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Walk;

/// <summary>From the first sign-in to the audit log, and then as someone who may only read.</summary>
public sealed class WalkScript(PortalProcesses portal, Recording recording, SandboxTenant tenant)
{
    /// <summary>What the operator types as the service's password.</summary>
    public const string ResourcePassword = "Kq7-wZ9!xPm2";

    /// <summary>Name of the service.</summary>
    public const string Service = "trade-finance";

    /// <summary>Name of the channel that is added to it.</summary>
    public const string Channel = "lettersofcredit";

    private const string CreateAction = "bcs:fabricInstance:createOnDemand";

    /// <summary>Numbers of versions in the order in which the page showed them while the service was created.</summary>
    public IReadOnlyList<long> VersionsSeen { get; private set; } = [];

    /// <summary>Numbers of versions in the page's list of events, once the service was there.</summary>
    public IReadOnlyList<long> VersionsListed { get; private set; } = [];

    /// <summary>How long it took from the click to the operation's page.</summary>
    public TimeSpan CreateToPage { get; private set; }

    /// <summary>Calls of the operator that upstream received, by catalogue id, and those the audit log tells of.</summary>
    public (IReadOnlyDictionary<string, int> Upstream, IReadOnlyDictionary<string, int> Audited) OperatorsCalls { get; private set; }

    /// <summary>What the operator does.</summary>
    public async Task OperatorAsync(Person person)
    {
        var page = person.Page;
        await person.SignInAsync(tenant, "operator");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No service yet" })).ToBeVisibleAsync();
        await Expect(person.Find("quota")).ToContainTextAsync("0 of 5");
        await recording.KeepAsync(page);

        await CreateServiceAsync(person);
        await CreateChannelAsync(person);
        await ReadAuditAsync(person);

        var cookie = await person.CookieAsync();
        await person.Find("account").ClickAsync();
        await person.Find("sign-out").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        await recording.KeepAsync(page);
        Assert.Equal(401, await StatusOfUserAsync(cookie));
        person.Watch.AssertClean();
    }

    /// <summary>What someone with the role ReadOnly does.</summary>
    public async Task ViewerAsync(Person person)
    {
        var page = person.Page;
        await person.SignInAsync(tenant, "viewer");
        await Expect(page.Locator("tr", new() { HasText = Service })).ToContainTextAsync("Normal");
        await Expect(person.Find("create-service")).ToBeDisabledAsync();
        await Expect(page.Locator(".denied")).ToContainTextAsync(CreateAction);
        foreach (var (address, action) in new[] { ("services/new", CreateAction), ("consortium?invite=new", "bcs:fabricMember:createInvitation"), ("admin", "portal:administration:read") })
        {
            await person.GoAsync($"/t/{tenant.Tenant}/{address}");
            await Expect(person.Find("missing-action")).ToContainTextAsync(action);
        }

        var before = await portal.Sandbox.LastCallAsync();
        var answer = await person.SendAsync("POST", $"/bcs/{tenant.Tenant}/v2/{tenant.ProjectId}/blockchains", new { name = "by-hand", resource_password = ResourcePassword });
        Assert.Equal(403, answer.Status);
        var problem = (await answer.JsonAsync())!.Value;
        Assert.Equal("action_denied", problem.GetProperty("code").GetString());
        Assert.Equal(CreateAction, problem.GetProperty("action").GetString());
        Assert.DoesNotContain(await portal.Sandbox.CallsAsync(before), c => c.Operation == "createBcsService" || (c.Method != "GET" && c.User != "portal"));

        await person.GoAsync($"/t/{tenant.Tenant}/audit");
        var row = page.Locator("[data-testid=audit] tbody tr", new() { HasText = "Create service" });
        await Expect(row).ToContainTextAsync("viewer");
        await Expect(row).ToContainTextAsync("Denied");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(person.Find("audit-record")).ToContainTextAsync(answer.Headers["x-audit-id"]);
        await recording.KeepAsync(page);
        person.Watch.AssertClean();
    }

    private async Task CreateServiceAsync(Person person)
    {
        var page = person.Page;
        await person.Find("create-service").ClickAsync();
        await person.Find("create-form").WaitForAsync();
        await person.FillServiceAsync(Service, ResourcePassword);
        var clicked = TimeProvider.System.GetTimestamp();
        await person.Find("submit-create").ClickAsync();
        await person.OnOperationAsync();
        CreateToPage = TimeProvider.System.GetElapsedTime(clicked);

        // From here on the page is not touched: what changes on it was pushed.
        await page.EvaluateAsync("""
            () => {
              const shown = document.querySelector('[data-testid=operation]');
              window.seen = [Number(shown.dataset.version)];
              new MutationObserver(() => seen.push(Number(shown.dataset.version))).observe(shown, { attributeFilter: ['data-version'] });
            }
            """);
        await PictureAsync(page);
        await person.OperationIsAsync("finished");
        VersionsSeen = await page.EvaluateAsync<long[]>("() => seen");
        VersionsListed = await page.EvaluateAsync<long[]>("() => [...new Set([...document.querySelectorAll('[data-event]')].map(e => Number(e.dataset.version)))]");
        await Expect(page.Locator("[data-testid=steps] li:not([data-status=finished])")).ToHaveCountAsync(0);
        Assert.True(await page.Locator("[data-testid=steps] > li").CountAsync() >= 5);
        await recording.KeepAsync(page);
    }

    private async Task CreateChannelAsync(Person person)
    {
        var page = person.Page;
        await page.Locator(".rail").GetByRole(AriaRole.Link, new() { Name = "Services" }).ClickAsync();
        var row = page.Locator("[data-testid=services] tbody tr", new() { HasText = Service });
        await Expect(row).ToContainTextAsync("Normal");
        await Expect(person.Find("quota")).ToContainTextAsync("1 of 5");
        await row.GetByRole(AriaRole.Link, new() { Name = Service }).ClickAsync();
        await Expect(person.Find("service")).ToContainTextAsync("Raft");
        await Expect(person.Find("service")).ToContainTextAsync("organization");
        await recording.KeepAsync(page);

        await page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = "Channels" }).ClickAsync();
        await Expect(person.Find("channels")).ToContainTextAsync("channel");
        await person.Find("create-channels").ClickAsync();
        var dialog = person.Find("create-channels-dialog");
        await dialog.Locator("input[name$='.name']").FillAsync(Channel);
        await dialog.GetByTestId("submit-change").ClickAsync();
        await page.WaitForURLAsync(new Regex("/operations/[^/]+$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Create channels" })).ToBeVisibleAsync();
        await person.OperationIsAsync("finished");
        await recording.KeepAsync(page);

        await person.Find("operation").GetByRole(AriaRole.Link, new() { Name = Service }).ClickAsync();
        await page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = "Channels" }).ClickAsync();
        await Expect(person.Find("channels")).ToContainTextAsync(Channel);
    }

    private async Task ReadAuditAsync(Person person)
    {
        var page = person.Page;
        await page.Locator(".rail").GetByRole(AriaRole.Link, new() { Name = "Audit" }).ClickAsync();
        var rows = page.Locator("[data-testid=audit] tbody tr");
        foreach (var (what, request) in new (string, string?)[] { ("Sign in", null), ("Create service", "\"resource_password\": \"***\""), ("Create channels", Channel) })
        {
            var row = rows.Filter(new() { HasText = what });
            await Expect(row).ToHaveCountAsync(1);
            await Expect(row).ToContainTextAsync("operator");
            await Expect(row).ToContainTextAsync("Succeeded");
            await row.GetByRole(AriaRole.Link).ClickAsync();
            var record = person.Find("audit-record");
            await Expect(record.GetByRole(AriaRole.Heading, new() { Name = what })).ToBeVisibleAsync();
            await Expect(record).ToContainTextAsync(DateTimeOffset.UtcNow.ToString("yyyy", System.Globalization.CultureInfo.InvariantCulture));
            await Expect(record).ToContainTextAsync(new Regex(@"Took\s*[\d.,]+ (ms|s)"));
            if (request is not null)
            {
                await Expect(person.Find("audit-request")).ToContainTextAsync(request);
            }

            await recording.KeepAsync(page);
        }

        OperatorsCalls = (
            Count((await portal.Sandbox.CallsAsync()).Where(c => c is { User: "operator", Tenant: "harbor", Operation: not (null or "iam") }).Select(c => c.Operation!)),
            Count((await AuditAsync(person)).Select(r => r.GetProperty("operation").GetString()!)));
    }

    private async Task<IReadOnlyList<JsonElement>> AuditAsync(Person person)
    {
        var all = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var answer = await person.SendAsync("GET", $"/api/audit?tenant={tenant.Tenant}&limit=200&cursor={Uri.EscapeDataString(cursor)}");
            var json = (await answer.JsonAsync())!.Value;
            recording.Add("audit", json.ToString());
            all.AddRange(json.GetProperty("items").EnumerateArray());
            cursor = json.GetProperty("next").GetString();
        }

        return all;
    }

    private async Task<int> StatusOfUserAsync(string cookie)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = portal.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/bff/user");
        request.Headers.Add("Cookie", $"portal={cookie}");
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    // The documentation shows what the tests have seen.
    private static async Task PictureAsync(IPage page)
    {
        var picture = Repo.PathOf("docs", "img", "operation.png");
        if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") == "1" || !File.Exists(picture))
        {
            await page.Locator("[data-testid=steps] > li[data-status=finished]").Nth(2).WaitForAsync();
            await page.Locator("[data-testid=steps] li[data-status=processing] li[data-status=processing]").First.WaitForAsync();
            await Expect(page.GetByTestId("toast")).ToHaveCountAsync(0);
            await page.ScreenshotAsync(new() { Path = picture });
        }
    }

    private static Dictionary<string, int> Count(IEnumerable<string> names) => names.CountBy(n => n).ToDictionary();
}
