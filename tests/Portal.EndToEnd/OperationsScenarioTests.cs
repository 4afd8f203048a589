using System.Text.RegularExpressions;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

public sealed class OperationsScenarioTests(DemoFixture fixture) : IClassFixture<DemoFixture>, IAsyncLifetime
{
    private const string Password = "Again-Pw-7x";

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => fixture.Portal.Sandbox.FaultsAsync();

    [Fact]
    public async Task Failed_operation_is_explained_found_by_filter_and_sent_again_from_the_filled_form_by_keyboard_alone()
    {
        await using var person = await fixture.OpenAsync();
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                var page = person.Page;
                await page.AddInitScriptAsync("""
                    (() => {
                      window.shown = JSON.parse(sessionStorage.getItem('shown') ?? '[]');
                      window.Notification = class {
                        static get permission() { return sessionStorage.getItem('may') ?? 'default'; }
                        static async requestPermission() { sessionStorage.setItem('may', 'granted'); return 'granted'; }
                        constructor(title, options) { shown.push({ title, ...options }); sessionStorage.setItem('shown', JSON.stringify(shown)); }
                      };
                    })();
                    """);
                await fixture.Portal.Sandbox.FaultsAsync(new { operation = "createBcsService", tenant = "sunrise", count = 1, failAtStep = new { step = "Deploy Peers", code = "BCS.4001049", message = "The cluster is abnormal." } });
                await person.SignInAsync(fixture.Tenant("sunrise"), "operator", "/t/sunrise/services/new");
                await person.StepByKeyAsync("cluster");
                await person.TypeAsync(page.Locator("#f-diskSize"), "250");
                await person.StepByKeyAsync("organizations");
                await person.TypeAsync(page.Locator("[data-testid=org-row] input[type=text]").First, "growers");
                await person.TypeServiceAsync("retried", Password);
                await fixture.Portal.Sandbox.SetSpeedAsync(0);
                await person.PressAsync(person.Find("submit-create"));
                var first = await person.OnOperationAsync();

                // Asked once, answered with yes; the end comes while the person looks at another page.
                await person.PressAsync(person.Find("ask-notify").GetByRole(AriaRole.Button, new() { Name = "Yes, tell me" }));
                await Expect(person.Find("ask-notify")).ToBeHiddenAsync();
                await person.PressAsync(page.Locator(".rail").GetByRole(AriaRole.Link, new() { Name = "Operations" }));
                await Expect(page.Locator("#operations-status")).ToBeVisibleAsync();
                await fixture.Portal.Sandbox.SetSpeedAsync(10);
                var row = page.Locator($"[data-testid=operations] tr[data-row='{first}']");
                await Expect(row).ToContainTextAsync("Failed", new() { Timeout = 60_000 });
                var notified = await page.WaitForFunctionAsync("() => shown.length && shown[0]");
                Assert.Contains("Create service: Failed", (await notified.JsonValueAsync<System.Text.Json.JsonElement>()).GetProperty("title").GetString(), StringComparison.Ordinal);

                await person.PickAsync(page.Locator("#operations-status"), "Failed or unclear");
                await page.WaitForURLAsync(new Regex("status=failed"));
                await person.PickAsync(page.Locator("#operations-kind"), "Create service");
                await page.WaitForURLAsync(new Regex("kind=createBcsService"));
                await person.PressAsync(page.Locator("#operations-mine"), "Space");
                await page.WaitForURLAsync(new Regex("status=failed.*kind=createBcsService.*by=operator"));
                await person.PickAsync(page.Locator("#operations-service"), "retried");
                await Expect(page.Locator("[data-testid=operations] tbody tr")).ToHaveCountAsync(1);
                await person.PressAsync(row.Locator("summary"));
                await Expect(row.Locator("[data-testid=why] p").First).ToBeVisibleAsync();
                await page.ScreenshotAsync(new() { Path = Repo.PathOf("artifacts", "screens", "operations-why-light-en-1440.png"), FullPage = true });

                await person.PressAsync(row.GetByRole(AriaRole.Link, new() { Name = "Create service" }));
                await Expect(person.Find("problem")).ToContainTextAsync("BCS.4001049");
                await person.PressAsync(person.Find("try-again"));
                await person.InteractiveAsync();
                await Expect(page.Locator("#f-name")).ToHaveValueAsync("retried");
                await Expect(page.Locator("#f-password")).ToHaveValueAsync("");
                await person.StepByKeyAsync("cluster");
                await Expect(page.Locator("#f-diskSize")).ToHaveValueAsync("250");
                await person.StepByKeyAsync("organizations");
                await Expect(page.Locator("[data-testid=org-row] input[type=text]").First).ToHaveValueAsync("growers");
                await person.TypeServiceAsync("retried2", Password);
                await person.PressAsync(person.Find("submit-create"));
                var second = await person.OnOperationAsync();
                Assert.NotEqual(first, second);
                await Expect(person.Find("ask-notify")).ToBeHiddenAsync();
                await person.OperationIsAsync("finished");
                person.Watch.AssertClean();
            },
            () => [person]);
    }
}
