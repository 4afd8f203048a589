using System.Text.RegularExpressions;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

namespace Portal.EndToEnd;

/// <summary>Every page of the demo's consortium in both themes, both languages, on a desk and on a phone.</summary>
public sealed class PageTests(DemoFixture fixture) : IClassFixture<DemoFixture>
{
    private const string Harbor = "/t/harbor";

    private static readonly (string Query, string Dialog, string Name)[] ServiceDialogs =
    [
        ("do=scale", "scale-dialog", "scale-dialog"), ("do=scale&kind=AddOrganizations", "scale-dialog", "scale-dialog-add"),
        ("do=scale&kind=RemovePeers", "scale-dialog", "scale-dialog-remove"), ("do=delete", "delete-service-dialog", "delete-service-dialog"),
        ("tab=channels&do=create-channels", "create-channels-dialog", "create-channels-dialog"),
        ("tab=channels&do=add-peers&channel=customs", "add-peers-dialog", "add-peers-dialog"),
        ("tab=channels&do=remove-peers&channel=customs", "remove-peers-dialog", "remove-peers-dialog"),
        ("tab=channels&do=remove-organizations&channel=trade&org=port-operations", "remove-orgs-dialog", "remove-orgs-dialog"),
        ("tab=channels&do=delete-channel&channel=berths", "delete-channel-dialog", "delete-channel-dialog"),
    ];

    [Theory]
    [MemberData(nameof(PageLook.All), MemberType = typeof(PageLook))]
    public async Task Every_page_is_accessible_fits_its_window_and_breaks_no_policy(bool dark, string language, int width)
    {
        var service = $"{Harbor}/services/{await LivedInAsync()}";
        await using var person = await fixture.Chromium.OpenAsync(fixture.Portal.Url, width, dark, language, still: dark);
        var look = new PageLook(person, dark, language, width);
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                await person.SignInAsync(fixture.Tenant("harbor"), "admin", Harbor + "/services");
                await look.PageAsync(Harbor, "overview", "[data-testid=attention] li");
                await look.PageAsync(Harbor + "/services", "services");
                foreach (var menu in (string[])["tenant-switcher", "operations-tray", "notifications", "preferences", "account", "columns"])
                {
                    await look.MenuAsync(menu);
                }

                foreach (var step in (string[])["basics", "blockchain", "cluster", "organizations", "review"])
                {
                    await look.PageAsync($"{Harbor}/services/new?step={step}", $"create-{step}", $"[data-testid=create-form][data-step={step}]");
                }

                await look.PageAsync(service, "service");
                foreach (var (tab, marker) in new[]
                {
                    ("organizations", "peers"), ("channels", "channels"), ("topology", "topology-card"), ("certificates", "sdk"), ("monitoring", "instances"),
                    ("operations", "service-operations"), ("audit", "service-audit"),
                })
                {
                    await look.PageAsync($"{service}?tab={tab}", "service-" + tab, $"[data-testid={marker}]");
                }

                await look.PageAsync($"{service}?tab=channels&channel=trade", "channel", "[data-testid=channel]");
                await look.PageAsync($"{service}?tab=monitoring&view=alarms&range=7d", "service-alarms", "[data-testid=severities]");
                await look.PageAsync(Harbor + "/monitoring", "monitoring", "[data-testid=alarm-count]");
                foreach (var (query, dialog, name) in ServiceDialogs)
                {
                    await look.PageAsync($"{service}?{query}", name, $"[data-testid={dialog}] form");
                }

                await look.PageAsync(Harbor + "/certificates", "certificates", "[data-testid=certificates-table]");
                await look.PageAsync(Harbor + "/certificates?do=generate", "certificates-generate", "[data-testid=send-generate]");
                await look.PageAsync($"{Harbor}/certificates?certificate={await CertificateAsync(person)}", "certificate", "[data-testid=certificate-facts]");
                await look.PageAsync($"{Harbor}/certificates?certificate={await CertificateAsync(person)}&do=freeze", "certificate-freeze", "[data-testid=send-change]");
                await look.PageAsync(Harbor + "/consortium", "consortium", "[data-testid=invitations]");
                await look.PageAsync(Harbor + "/consortium?show=mine", "consortium-mine", "[data-testid=invitations]");
                await look.PageAsync(Harbor + "/consortium?show=members", "consortium-members", "[data-testid=members]");
                await look.PageAsync(Harbor + "/consortium?invite=new", "consortium-invite-dialog", "[data-testid=invite-dialog] form");
                await look.PageAsync($"{Harbor}/consortium?do=Accept&of={Uri.EscapeDataString(await person.InvitationAsync(fixture.Tenant("harbor")))}", "consortium-accept-dialog", "[data-testid=accept-dialog] form");
                await look.PageAsync(Harbor + "/account", "account", "[data-testid=sessions]");
                await look.PageAsync(Harbor + "/notifications", "notifications");
                await look.PageAsync(Harbor + "/admin", "administration", "[data-testid=roles]");
                await person.GoAsync(Harbor + "/consortium");
                await person.Page.Keyboard.PressAsync("Control+k");
                await person.Page.Keyboard.TypeAsync("customs");
                await person.Page.Locator("[data-testid=palette] [role=option]", new() { HasText = "customs" }).First.WaitForAsync();
                await look.TakeAsync("palette");
                await person.Page.Keyboard.PressAsync("Escape");
                await person.DialogsAreClosedAsync();
                await person.Page.Keyboard.PressAsync("?");
                await person.Find("keys").Locator("dl").WaitForAsync();
                await look.TakeAsync("keys");
                await person.Page.Keyboard.PressAsync("Escape");
                await person.Page.EvaluateAsync("() => document.querySelector('[data-copy-link]').click()");
                await person.Page.Locator(".toasts > *").HoverAsync();        // else it goes while it is looked at
                await look.OpenedAsync("toast", ".toasts > *");
                await look.PageAsync(Harbor + "/api?op=createBcsService", "api", "[data-testid=api-detail]");
                await look.PageAsync(Harbor + "/operations", "operations");
                foreach (var status in (string[])["finished", "failed"])
                {
                    var operation = (await person.OperationAsync("harbor", status))!.Value.Operation;
                    await look.PageAsync($"{Harbor}/operations/{operation}", "operation-" + status, "[data-testid=operation]");
                }

                await look.PageAsync(Harbor + "/audit", "audit");
                await person.Page.Locator("[data-testid=audit] tbody th a").First.ClickAsync();
                await person.Page.WaitForURLAsync(new Regex("record="));
                await look.TakeAsync("audit-record");
                look.AssertFlawless();
            },
            () => [person],
            $"pages-{dark}-{language}-{width}");
    }

    private static async Task<string> CertificateAsync(Person person)
    {
        var answer = await person.SendAsync("GET", "/api/certificates?tenant=harbor&kind=generated");
        return (await answer.JsonAsync())!.Value.GetProperty("items").EnumerateArray().Single(c => !c.GetProperty("hosted").GetBoolean()).GetProperty("id").GetString()!;
    }

    // What the consortium does not have by itself: certificates, an alarm, a channel without peers and one that failed. Whichever look runs first makes them.
    private async Task<string> LivedInAsync()
    {
        await using var person = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await person.SignInAsync(fixture.Tenant("harbor"), "admin", Harbor + "/services");
        var trade = await DemoFixture.QuietServiceAsync(person, "harbor", "harbor-trade");
        if (await person.OperationAsync("harbor", "failed", kind: "createChannels") is not null)
        {
            return trade;
        }

        var service = $"/bcs/harbor/v2/{fixture.Tenant("harbor").ProjectId}/blockchains/{trade}";
        await fixture.Portal.Sandbox.IncidentAsync(new { tenant = "harbor", service = "harbor-trade", kind = "diskFull", entity = "port-operations" });
        await SentAsync("orgs/port-operations/usercert/alice");
        await SentAsync("orgs/port-operations/usercert/robert", new { security_mode = true });
        await ChannelAsync("berths", "finished");
        await fixture.Portal.Sandbox.FaultsAsync(new { operation = "createChannels", count = 1, failAtStep = new { step = "Create Channels", code = "BCS.4001049", message = "The cluster is abnormal." } });
        await ChannelAsync("moorings", "failed");
        return trade;

        async Task ChannelAsync(string name, string end)
        {
            await SentAsync("channels", new { channels = new[] { new { channel_name = name, channel_description = "Who lies where" } } });
            await Eventually.TrueAsync(
                async () => await person.OperationAsync("harbor", end, kind: "createChannels") is not null, $"creating {name} is {end}", TimeSpan.FromMinutes(2));
            await DemoFixture.QuietServiceAsync(person, "harbor", "harbor-trade");
        }

        async Task SentAsync(string path, object? body = null)
        {
            var answer = await person.SendAsync("POST", $"{service}/{path}", body);
            Assert.True(answer.Ok, await answer.TextAsync());
        }
    }
}
