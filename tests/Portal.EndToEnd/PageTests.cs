using System.Text.RegularExpressions;

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

namespace Portal.EndToEnd;

/// <summary>Every page in both themes, both languages, on a desk and on a phone.</summary>
public sealed class PageTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    // Besides those that screenshots are made of.
    private static readonly int[] OtherWidths = [2560, 1024, 640];

    private static readonly (string Query, string Dialog)[] ServiceDialogs =
    [
        ("do=scale", "scale-dialog"), ("do=scale&kind=AddOrganizations", "scale-dialog"), ("do=delete", "delete-service-dialog"), ("tab=channels&do=create-channels", "create-channels-dialog"),
        ("tab=channels&do=add-peers&channel=channel", "add-peers-dialog"), ("tab=channels&do=remove-peers&channel=channel", "remove-peers-dialog"),
        ("tab=channels&do=remove-organizations&channel=channel&org=organization", "remove-orgs-dialog"), ("tab=channels&do=delete-channel&channel=channel", "delete-channel-dialog"),
    ];

    /// <summary>Usually two of the eight, in which every theme, language and width occurs; all in a long run.</summary>
    public static TheoryData<bool, string, int> Looks
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

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_is_accessible_fits_its_window_and_breaks_no_policy(bool dark, string language, int width)
    {
        var (service, operation) = await FilledAsync();
        await using var person = await fixture.Chromium.OpenAsync(fixture.Portal.Url, width, dark, language, still: dark);
        var troubles = new List<string>();
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                await StaticAsync("/signin", "sign-in");
                await StaticAsync("/signin?error=signin_failed&domain=a&user=b", "sign-in-failed");
                await person.SignInAsync(fixture.Tenant("sunrise"), "admin", "/t/sunrise/operations");
                await PageAsync("/t/sunrise", "overview-empty", "[data-testid=overview]");
                await PageAsync("/t/sunrise/operations", "operations-empty");
                await PageAsync("/t/sunrise/services", "services-empty");
                await PageAsync("/t/sunrise/certificates", "certificates-empty", "[data-testid=to-service]");
                await PageAsync("/t/sunrise/consortium?show=mine", "consortium-received", "[data-testid=invitations]");
                await PageAsync($"/t/sunrise/consortium?do=Accept&of={Uri.EscapeDataString(await InvitationAsync(person))}", "consortium-accept-dialog", "[data-testid=accept-dialog] form");
                await person.Find("accept-create").ClickAsync();
                await person.Find("create-joining").WaitForAsync();
                await LookAsync("create-for-invitation");
                await person.Context.ClearCookiesAsync(new() { Name = "portal" });
                await person.SignInAsync(fixture.Tenant("meridian"), "admin", "/t/meridian/services");
                await PageAsync("/t/meridian", "overview", "[data-testid=figure-services]");
                await PageAsync("/t/meridian/services", "services");
                foreach (var step in new[] { "basics", "blockchain", "cluster", "organizations", "review" })
                {
                    await PageAsync($"/t/meridian/services/new?step={step}", $"create-{step}", $"[data-testid=create-form][data-step={step}]");
                }

                await PageAsync($"/t/meridian/services/{service}", "service");
                await PageAsync($"/t/meridian/services/{service}?tab=channels", "channels", "[data-testid=channels]");
                foreach (var tab in (string[])["organizations", "topology", "certificates", "monitoring", "operations", "audit"])
                {
                    await PageAsync($"/t/meridian/services/{service}?tab={tab}", "service-" + tab, $"[data-testid={Marker(tab)}]");
                }

                await PageAsync($"/t/meridian/services/{service}?tab=monitoring&view=alarms&range=7d", "service-alarms", "[data-testid=severities]");
                await PageAsync("/t/meridian/monitoring", "monitoring", "[data-testid=alarm-count]");
                foreach (var (query, dialog) in ServiceDialogs)
                {
                    await PageAsync($"/t/meridian/services/{service}?{query}", query.Contains("kind", StringComparison.Ordinal) ? dialog + "-add" : dialog, $"[data-testid={dialog}] form");
                }

                await PageAsync("/t/meridian/certificates", "certificates", "[data-testid=certificates-table]");
                await PageAsync("/t/meridian/certificates?do=generate", "certificates-generate", "[data-testid=send-generate]");
                await PageAsync($"/t/meridian/certificates?certificate={await CertificateAsync(person)}", "certificate", "[data-testid=certificate-facts]");
                await PageAsync($"/t/meridian/certificates?certificate={await CertificateAsync(person)}&do=freeze", "certificate-freeze", "[data-testid=send-change]");
                await PageAsync("/t/meridian/consortium", "consortium", "[data-testid=invitations]");
                await PageAsync("/t/meridian/consortium?show=members", "consortium-members", "[data-testid=members]");
                await PageAsync("/t/meridian/consortium?invite=new", "consortium-invite-dialog", "[data-testid=invite-dialog] form");
                await person.GoAsync("/t/meridian/consortium");
                await person.Page.Keyboard.PressAsync("Control+k");
                await person.Page.Keyboard.TypeAsync("looked");
                await person.Page.Locator("[data-testid=palette] [role=option]", new() { HasText = "looked-at" }).First.WaitForAsync();
                await LookAsync("palette");
                await person.Page.Keyboard.PressAsync("Escape");
                await person.Page.Keyboard.PressAsync("?");
                await person.Find("keys").Locator("dl").WaitForAsync();
                await LookAsync("keys");
                await PageAsync("/t/meridian/api?op=createBcsService", "api", "[data-testid=api-detail]");
                await PageAsync("/t/meridian/operations", "operations");
                await PageAsync($"/t/meridian/operations/{operation}", "operation", "[data-testid=operation]");
                await PageAsync("/t/meridian/audit", "audit");
                await person.Page.Locator("[data-testid=audit] tbody th a").First.ClickAsync();
                await person.Page.WaitForURLAsync(new Regex("record="));
                await LookAsync("audit-record");
                await PageAsync("/t/nobody/services", "tenant-unknown");
                person.Watch.Expect("404");
                await StaticAsync("/no/such/page", "not-found");
                await StaticAsync("/signed-out", "signed-out");
                person.Watch.AssertClean();
                Assert.True(troubles.Count == 0, string.Join("\n", troubles));
            },
            () => [person],
            $"pages-{dark}-{language}-{width}");

        async Task StaticAsync(string path, string name)
        {
            await person.Page.GotoAsync(path);
            await LookAsync(name);
        }

        async Task PageAsync(string path, string name, string? wait = null)
        {
            await person.GoAsync(path);
            await person.Page.WaitForSelectorAsync(wait ?? "main h1");
            await Assertions.Expect(person.Page.Locator(".skeleton")).ToHaveCountAsync(0);
            await LookAsync(name);
        }

        async Task FitsAsync(string look)
        {
            var beyond = await person.Page.EvaluateAsync<string[]>("""
                () => [document.documentElement, ...document.querySelectorAll('dialog[open], .toolbar, .filters, .card, .modal-actions')]
                    .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => `${e.className || e.tagName} by ${e.scrollWidth - e.clientWidth} px`)
                """);
            troubles.AddRange(beyond.Select(b => $"{look}: too wide: {b}"));
        }

        async Task LookAsync(string name)
        {
            var page = person.Page;
            var look = $"{name}-{(dark ? "dark" : "light")}-{language}-{width}";
            await page.ScreenshotAsync(new() { Path = Repo.PathOf("artifacts", "screens", look + ".png"), FullPage = true });
            await FitsAsync(look);
            if (dark)
            {
                var moving = await page.EvaluateAsync<string[]>("""
                    () => [...document.querySelectorAll('*')].filter(e => {
                        const s = getComputedStyle(e);
                        return [s.transitionDuration, s.animationDuration].some(d => d.split(',').some(t => parseFloat(t) > .01));
                    }).map(e => `${e.tagName}.${e.className}`)
                    """);
                troubles.AddRange(moving.Distinct().Select(m => $"{look}: moves, though asked not to: {m}"));
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
            troubles.AddRange(unexplained.Select(f => $"{look}: no help for {f}"));
            var found = await page.RunAxe(Rules);
            troubles.AddRange(found.Violations.Select(v => $"{look}: {v.Id} ({v.Impact}) {v.Help} at {string.Join("; ", v.Nodes.Take(4).Select(n => $"{n.Target} {n.Html}"))}"));
        }
    }

    private static string Marker(string tab) => tab switch
    {
        "organizations" => "peers", "certificates" => "sdk", "operations" => "service-operations", "audit" => "service-audit", "monitoring" => "instances", _ => tab,
    };

    private static async Task<string> InvitationAsync(Person person)
    {
        var invitation = (await (await person.SendAsync("GET", "/api/consortia?tenant=sunrise")).JsonAsync())!.Value.GetProperty("invitations")[0];
        return string.Join(
            '/', invitation.GetProperty("invitor_info").GetProperty("invitor_bcs_id").GetString(), invitation.GetProperty("channel_name").GetString(),
            invitation.GetProperty("invitee_info").GetProperty("invitee_id").GetString());
    }

    // One service is enough for all looks, and one invitation; whichever of them runs first makes them.
    private async Task<(string Service, string Operation)> FilledAsync()
    {
        await using var person = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await person.SignInAsync(fixture.Tenant("meridian"), "admin", "/t/meridian/services");
        var known = await NewestAsync(person);
        if (known is null)
        {
            await person.CreateServiceAsync("meridian", "looked-at", "Looked-At-1");
            await person.OperationIsAsync("finished");
            known = await NewestAsync(person);
            var service = $"/bcs/meridian/v2/{fixture.Tenant("meridian").ProjectId}/blockchains/{known!.Value.Service}";
            await person.SendAsync("POST", $"{service}/orgs/organization/usercert/alice");
            await person.SendAsync("POST", $"{service}/orgs/organization/usercert/robert", new { security_mode = true });
            var invited = await person.SendAsync(
                "POST", $"/bcs/meridian/v2/{fixture.Tenant("meridian").ProjectId}/members/invitations",
                new { bcs_id = known!.Value.Service, channel_name = "channel", invited_userinfo = new[] { new { invited_user = fixture.Tenant("sunrise").Domain } } });
            Assert.True(invited.Ok, await invited.TextAsync());
            await person.SendAsync("GET", $"{service}/cert?org_name=organization&cert_type=ca");
        }

        return known!.Value;
    }

    private static async Task<string> CertificateAsync(Person person)
    {
        var answer = await person.SendAsync("GET", "/api/certificates?tenant=meridian&kind=generated");
        return (await answer.JsonAsync())!.Value.GetProperty("items").EnumerateArray().Single(c => !c.GetProperty("hosted").GetBoolean()).GetProperty("id").GetString()!;
    }

    private static async Task<(string Service, string Operation)?> NewestAsync(Person person)
    {
        var answer = await person.SendAsync("GET", "/api/operations?tenant=meridian&status=finished&limit=1");
        return (await answer.JsonAsync())!.Value.GetProperty("items").EnumerateArray()
            .Select(o => ((string, string)?)(o.GetProperty("blockchainId").GetString()!, o.GetProperty("id").GetString()!)).FirstOrDefault();
    }
}
