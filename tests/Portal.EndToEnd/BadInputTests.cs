using System.Text.RegularExpressions;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

[Collection(PortalCollection.Name)]
public sealed class BadInputTests(PortalFixture fixture) : IAsyncLifetime
{
    private const string Password = "Typed-Pw-7!";
    private const string Create = "createBcsService";

    private PortalProcesses Portal => fixture.Portal;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Portal.Sandbox.FaultsAsync();

    [Fact]
    public Task Wrong_password_is_told_without_saying_which_half_was_wrong() => AsOperatorAsync(null, async person =>
    {
        await person.Page.GotoAsync("/t/meridian/operations");
        await person.FillSignInAsync(fixture.Tenant("meridian"), "operator", "not-the-password");
        await Expect(person.Find("signin-error")).ToContainTextAsync("Sign-in failed");
        await Expect(person.Page.Locator("#domain")).ToHaveValueAsync("meridian-foods");
        await Expect(person.Page.Locator("#user")).ToHaveValueAsync("operator");
        await Expect(person.Page.Locator("#password")).ToHaveValueAsync("");
        Assert.DoesNotContain("not-the-password", person.Page.Url, StringComparison.Ordinal);

        await person.FillSignInAsync(fixture.Tenant("meridian"), "operator");
        await person.Page.WaitForURLAsync(new Regex("/t/meridian/operations$"));
    });

    [Fact]
    public Task Values_that_break_a_rule_are_refused_before_anything_is_sent() => AsOperatorAsync("/t/meridian/services/new", async person =>
    {
        var before = await Portal.Sandbox.LastCallAsync();
        await person.FillServiceAsync("-no", "short");
        await Expect(person.Find("step-basics")).ToContainTextAsync("2 fields");
        await person.Find("submit-create").ClickAsync();
        await Expect(person.Page.Locator("[data-error-for=f-name]")).ToContainTextAsync("4 to 24");
        await Expect(person.Page.Locator("[data-error-for=f-password]")).ToContainTextAsync("8 to 12");
        await Expect(person.Find("form-invalid")).ToBeVisibleAsync();
        await Expect(person.Page.Locator("#f-name")).ToBeFocusedAsync();
        await Expect(person.Page.Locator("#f-name")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.DoesNotContain(await Portal.Sandbox.CallsAsync(before), c => c.Operation == Create);
    });

    [Fact]
    public Task Name_that_only_the_cloud_refuses_shows_its_code_our_remedy_and_what_was_typed() => AsOperatorAsync("/t/meridian/services/new", async person =>
    {
        await person.FillServiceAsync("taken-name", Password);
        await person.Find("submit-create").ClickAsync();
        await person.OperationIsAsync("finished");

        await person.GoAsync("/t/meridian/services/new");
        await person.FillServiceAsync("taken-name", Password);
        await person.Find("submit-create").ClickAsync();
        await Expect(person.Find("problem")).ToContainTextAsync("BCS.4001018");
        await Expect(person.Find("problem").Locator("p").First).ToBeVisibleAsync();
        await Expect(person.Page.Locator("[data-error-for=f-name]")).ToBeVisibleAsync();
        await Expect(person.Page.Locator("#f-name")).ToHaveValueAsync("taken-name");
        await Expect(person.Page.Locator("#f-password")).ToHaveAttributeAsync("placeholder", "Typed; not shown");

        // Another name, and nothing has to be typed again.
        await person.Page.FillAsync("#f-name", "free-name");
        await person.StepAsync("review");
        await person.Find("submit-create").ClickAsync();
        await person.OperationIsAsync("finished");
    });

    [Fact]
    public Task Double_click_makes_one_service() => AsOperatorAsync("/t/sunrise/services/new", tenant: "sunrise", test: async person =>
    {
        var before = await Portal.Sandbox.LastCallAsync();
        await person.FillServiceAsync("clicked-twice", Password);
        await person.Find("submit-create").DblClickAsync();
        await person.OperationIsAsync("finished");
        Assert.Single(await Portal.Sandbox.CallsAsync(before), c => c.Operation == Create);
        await person.GoAsync("/t/sunrise/services");
        await Expect(person.Page.Locator("[data-testid=services] tbody tr", new() { HasText = "clicked-twice" })).ToHaveCountAsync(1);
    });

    [Fact]
    public Task Token_that_dies_in_mid_session_asks_for_the_password_and_then_goes_on() => AsOperatorAsync("/t/sunrise/services/new", tenant: "sunrise", test: async person =>
    {
        await person.FillServiceAsync("after-renewal", Password);
        await Portal.Sandbox.FaultsAsync(new { operation = Create, tenant = "sunrise", expireTokens = true, count = 1 });
        await person.Find("submit-create").ClickAsync();
        var dialog = person.Find("renew-dialog");
        await Expect(dialog).ToBeVisibleAsync();
        await person.Page.FillAsync("#renew-password", "not-it");
        person.Watch.Expect("401");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await person.Page.FillAsync("#renew-password", fixture.Tenant("sunrise").User("operator").Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await person.OperationIsAsync("finished");
        await Expect(person.Find("operation")).ToContainTextAsync("after-renewal");
    });

    private async Task AsOperatorAsync(string? path, Func<Person, Task> test, string tenant = "meridian", [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        await using var person = await fixture.Chromium.OpenAsync(Portal.Url);
        await Portal.WitnessAsync(
            async () =>
            {
                if (path is not null)
                {
                    await person.SignInAsync(fixture.Tenant(tenant), "operator", path);
                }

                await test(person);
                person.Watch.AssertClean();
            },
            () => [person],
            name);
    }
}
