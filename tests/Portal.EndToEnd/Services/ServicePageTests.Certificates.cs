using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Services;

/// <summary>Certificates in the browser: of one service, and of all of them.</summary>
public sealed partial class ServicePageTests
{
    [Fact]
    public async Task Certificates_and_SDK_configuration_come_with_name_size_and_hash_and_are_frozen_by_keyboard_alone()
    {
        await using var person = await fixture.OpenAsync();
        await Portal.WitnessAsync(
            async () =>
            {
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));
                await person.SignInAsync(fixture.Tenant(Harbor), "admin", "/t/harbor/services");
                var page = person.Page;
                await person.GoAsync($"/t/harbor/services/{await DemoFixture.QuietServiceAsync(person, Harbor, "harbor-trade")}?tab=certificates");
                person.Watch.Expect("400", "504");
                await TakeAsync("download-cert", "cert-download", "customs-desk-admin.zip");

                await person.TypeAsync(page.Locator("#f-generate-user"), "Alice");
                await person.PressAsync(person.Find("generate-cert"));
                await Expect(page.Locator("[data-error-for=f-generate-user]")).ToBeVisibleAsync();
                await person.PressAsync(person.Find("freeze-cert"));
                await Expect(page.Locator("#f-freeze-user")).ToBeFocusedAsync();
                await person.TypeAsync(page.Locator("#f-generate-user"), "robert");
                await RefusedAsync("generateUserCertificate", "generate-cert", "cert-generate");
                await UnclearAsync("generateUserCertificate", "generate-cert", "cert-generate");
                await person.TypeAsync(page.Locator("#f-generate-user"), "alice");
                var certificate = await TakeAsync("generate-cert", "cert-generate", "customs-desk-alice.zip");

                await person.TypeAsync(page.Locator("#f-freeze-user"), "alice");
                await person.PressAsync(person.Find("freeze-cert"));
                await Expect(person.Find("cert-freeze").GetByTestId("problem")).ToBeVisibleAsync();
                await person.AttachAsync(page.Locator("#f-freeze-file"), new FilePayload { Name = "alice.zip", MimeType = "application/zip", Buffer = new byte[(30 * 1024) + 1] });
                await person.PressAsync(person.Find("freeze-cert"));
                await Expect(person.Find("cert-freeze").GetByTestId("problem")).ToContainTextAsync("at most 30 KB");
                await person.AttachAsync(page.Locator("#f-freeze-file"), new FilePayload { Name = "alice.zip", MimeType = "application/zip", Buffer = certificate });
                await person.PressAsync(person.Find("freeze-cert"));
                await Expect(person.Find("cert-freeze-receipt")).ToContainTextAsync("within a minute");
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(2));
                await RefusedAsync("unfreezeUserCertificate", "unfreeze-cert", "cert-freeze");
                await UnclearAsync("unfreezeUserCertificate", "unfreeze-cert", "cert-freeze");
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(2));
                await UnclearAsync("freezeUserCertificate", "freeze-cert", "cert-freeze");
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(2));
                await person.PressAsync(person.Find("unfreeze-cert"));
                await Expect(person.Find("cert-freeze-receipt")).ToContainTextAsync("within a minute");

                await person.TypeAsync(page.Locator("#f-sdk-chaincode-trade"), "tracking");
                await person.PressAsync(person.Find("sdk-partners").Locator("input").First, "Space");
                await person.PressAsync(person.Find("preview-sdk"));
                await Expect(person.Find("sdk-preview")).ToContainTextAsync("channels:");
                await Expect(person.Find("sdk-preview")).ToContainTextAsync("grpcs://");
                await TakeAsync("download-sdk", "sdk", "harbor-trade-sdk-config.zip");
                person.Watch.AssertClean();

                async Task RefusedAsync(string operation, string button, string section)
                {
                    await Portal.Sandbox.FaultsAsync(new { operation, status = 400, code = "BCS.4001052", message = "Operation failed because it timed out.", count = 1 });
                    await person.PressAsync(person.Find(button));
                    await Expect(person.Find(section).GetByTestId("problem")).ToContainTextAsync("BCS.4001052");
                }

                async Task UnclearAsync(string operation, string button, string section)
                {
                    var record = person.Find(section).GetByTestId("problem").GetByRole(AriaRole.Link);
                    var before = await record.TextContentAsync();
                    await Portal.Sandbox.FaultsAsync(new { operation, dropAfter = true, count = 1 });
                    await person.PressAsync(person.Find(button));
                    await Expect(record).Not.ToHaveTextAsync(before!);
                    await Expect(person.Find(section).GetByTestId("problem")).ToContainTextAsync("outcome_unknown");
                }

                async Task<byte[]> TakeAsync(string button, string section, string name)
                {
                    await person.TabToAsync(person.Find(button));
                    var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
                    Assert.Equal(name, download.SuggestedFilename);
                    var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
                    var receipt = person.Find(section + "-receipt");
                    await Expect(receipt).ToContainTextAsync(name);
                    await Expect(receipt).ToContainTextAsync(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
                    await Expect(receipt).ToContainTextAsync(bytes.Length.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
                    return bytes;
                }
            },
            () => [person]);
    }

    [Fact]
    public async Task Certificate_centre_generates_lists_and_freezes_with_the_reason_that_the_company_wants_by_keyboard_alone()
    {
        await using var person = await fixture.OpenAsync();
        await Portal.WitnessAsync(
            async () =>
            {
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));
                await person.SignInAsync(fixture.Tenant(DemoFixture.TenantWithReasons), "operator", "/t/sunrise/services");
                await DemoFixture.QuietServiceAsync(person, "sunrise", "sunrise-finance");
                var page = person.Page;
                await person.PressAsync(page.Locator("#rail").GetByRole(AriaRole.Link, new() { Name = "Certificates" }));
                await Expect(person.Find("certificates")).ToContainTextAsync("No certificate was handed out yet");
                await person.PressAsync(person.Find("open-generate"));
                await person.TabToAsync(page.Locator("#f-generate-service"));
                await page.Keyboard.TypeAsync("sunrise-fin");
                await person.TypeAsync(page.Locator("#f-generate-user"), "settlement");
                await person.PressAsync(page.Locator("#f-generate-hosted"), "Space");
                await person.PressAsync(person.Find("send-generate"));
                await Expect(page.Locator("[data-error-for=f-reason-new-cert]")).ToBeVisibleAsync();
                await person.TypeAsync(page.Locator("#f-reason-new-cert"), "Settlement robot, ticket 4711");
                await person.TabToAsync(person.Find("send-generate"));
                var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
                Assert.EndsWith("-settlement.zip", download.SuggestedFilename, StringComparison.Ordinal);
                await Expect(person.Find("new-cert-receipt")).ToContainTextAsync("-settlement.zip");
                await page.Keyboard.PressAsync("Escape");

                var row = person.Find("certificates-table").Locator("tbody tr", new() { HasText = "settlement" });
                await Expect(row).ToContainTextAsync("in 9 years");
                await Expect(row).ToContainTextAsync("sunrise-finance");
                await Expect(row).ToContainTextAsync("ticket 4711");
                await person.PressAsync(row.Locator("[data-do=freeze]"));
                await person.PressAsync(person.Find("send-change"));
                await Expect(person.Find("change-cert-receipt")).ToContainTextAsync("within a minute");
                await page.Keyboard.PressAsync("Escape");
                await Expect(row).ToContainTextAsync("Frozen");
                await Expect(row.Locator("[data-do=unfreeze]")).ToBeVisibleAsync();
                await person.PressAsync(page.Locator("[data-stage=later]"));
                await Expect(page.Locator("[data-stage=later][aria-current=true]")).ToHaveCountAsync(1);
                await Expect(row).ToHaveCountAsync(1);
                person.Watch.AssertClean();
            },
            () => [person]);
    }
}
