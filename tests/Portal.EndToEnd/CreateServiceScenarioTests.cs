using System.Text.RegularExpressions;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

public sealed class CreateServiceScenarioTests(DemoFixture fixture) : IClassFixture<DemoFixture>
{
    private const string Password = "Typed-Pw-7!";

    [Fact]
    public Task Service_is_created_by_keyboard_alone() => AsAsync("sunrise", "/t/sunrise/services", async person =>
    {
        var keys = person.Page.Keyboard;
        await TabToAsync(person, "[data-testid=create-service]");
        await keys.PressAsync("Enter");
        await OnStepAsync(person, "basics");
        await TypeAsync(person, "#f-name", "by-keyboard");
        await TabToAsync(person, "#f-edition input");
        await keys.PressAsync("ArrowDown");
        await TypeAsync(person, "#f-password", Password);
        await TypeAsync(person, "#f-passwordAgain", "Typed-Pw-8!");

        // Enter goes on, but not past an error: it leads to the field instead.
        await keys.PressAsync("Enter");
        await Expect(person.Page.Locator("#f-passwordAgain")).ToBeFocusedAsync();
        await Expect(person.Find("step-basics")).ToContainTextAsync("1 field");
        await PictureAsync(person, "create-corrected");
        await keys.PressAsync("Control+A");
        await keys.TypeAsync(Password);
        await keys.PressAsync("Enter");

        await OnStepAsync(person, "blockchain");
        await TabToAsync(person, "#f-database input");
        await keys.PressAsync("ArrowDown");
        await TypeAsync(person, "#f-couchUser", "couch");
        await TypeAsync(person, "#f-couchPassword", "Couch-Pw-7!");
        await keys.PressAsync("Enter");

        await OnStepAsync(person, "cluster");
        await TypeAsync(person, "#f-clusterId", "5adc2ce2-9712-11ea-9535-0255ac100b0d");
        await TypeAsync(person, "#f-clusterName", "cluster-1");
        await keys.PressAsync("Enter");

        await OnStepAsync(person, "organizations");
        await TabToAsync(person, "[data-testid=add-org]");
        await keys.PressAsync("Enter");
        await Expect(person.Page.Locator("[data-testid=org-row]")).ToHaveCountAsync(2);
        await TabToAsync(person, "[data-testid=org-row]:nth-of-type(2) input.input", backwards: true);
        await keys.TypeAsync("growers");
        await keys.PressAsync("Enter");

        await OnStepAsync(person, "review");
        await Expect(person.Find("request-json")).ToContainTextAsync("\"version_type\": 2");
        await Expect(person.Find("request-json")).ToContainTextAsync("\"user_name\": \"couch\"");
        await Expect(person.Find("request-json")).ToContainTextAsync("growers");
        Assert.DoesNotContain(Password, await person.Page.ContentAsync(), StringComparison.Ordinal);
        await PictureAsync(person, "create-typed");
        await TabToAsync(person, "[data-testid=submit-create]");
        await keys.PressAsync("Enter");
        await person.OnOperationAsync();
        await person.OperationIsAsync("finished");
    });

    [Fact]
    public Task Form_whose_session_ended_is_back_at_its_step_after_signing_in_again() => AsAsync("harbor", "/t/harbor/services/new", async person =>
    {
        var page = person.Page;
        await page.FillAsync("#f-name", "interrupted");
        await page.FillAsync("#f-password", Password);
        await person.StepAsync("cluster");
        await page.FillAsync("#f-clusterName", "half-typed");
        await Expect(person.Find("draft-state")).ToHaveAttributeAsync("data-saved", "true");

        var session = (await (await person.SendAsync("GET", "/bff/user")).JsonAsync())!.Value.GetProperty("session").GetProperty("id").GetString();
        Assert.Equal(204, (await person.SendAsync("DELETE", $"/bff/sessions/{session}")).Status);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await person.FillSignInAsync(fixture.Tenant("harbor"), "operator");
        await page.WaitForURLAsync(new Regex("/t/harbor/services/new\\?step=cluster$"));
        await person.InteractiveAsync();
        await Expect(page.Locator("#f-clusterName")).ToHaveValueAsync("half-typed");
        await person.StepAsync("basics");
        await Expect(page.Locator("#f-name")).ToHaveValueAsync("interrupted");
        await Expect(page.Locator("#f-password")).ToHaveValueAsync("");
        await Expect(page.Locator("[data-error-for=f-password]")).ToBeVisibleAsync();

        // On another machine it is there as well; started over, it is nowhere.
        await using var elsewhere = await fixture.Chromium.OpenAsync(fixture.Portal.Url, 390);
        await elsewhere.SignInAsync(fixture.Tenant("harbor"), "operator", "/t/harbor/services/new");
        await Expect(elsewhere.Page.Locator("#f-name")).ToHaveValueAsync("interrupted");
        await PictureAsync(elsewhere, "create-resumed");
        await elsewhere.PressAsync(elsewhere.Find("discard-draft"));
        await Expect(elsewhere.Page.Locator("#f-name")).ToHaveValueAsync("");
        await elsewhere.GoAsync("/t/harbor/services/new");
        await Expect(elsewhere.Page.Locator("#f-name")).ToHaveValueAsync("");
    });

    [Fact]
    public Task Request_from_a_file_becomes_a_template_that_a_colleague_creates_a_service_from() => AsAsync("harbor", "/t/harbor/services/new", async person =>
    {
        await person.PressAsync(person.Find("json"));

        // The field listens a moment after it is drawn.
        await person.Page.WaitForFunctionAsync("() => document.querySelector('#json-file')?._blazorInputFileNextFileId !== undefined");
        await person.Page.SetInputFilesAsync("[data-testid=json-file]", new FilePayload
        {
            Name = "request.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(
                """
                { "name": "from-a-file", "version_type": 2, "volume_type": "efs", "org_disk_size": 250, "create_new_cluster": true,
                  "cce_create_info": { "node_num": 3, "node_flavor": "Si1.xlarge.4.linux", "cce_flavor": "cce.s1.small", "az": "cn-north-7a", "cluster_platform_type": "ARM64" },
                  "peer_orgs": [ { "name": "carriers", "node_count": 1 } ], "channels": [ { "name": "manifests", "org_names": [ "carriers" ] } ] }
                """),
        });
        await Expect(person.Page.Locator("#json-text")).ToHaveValueAsync(new Regex("from-a-file"));
        await person.PressAsync(person.Find("json-use"));
        await Expect(person.Page.Locator("#f-name")).ToHaveValueAsync("from-a-file");

        await person.PressAsync(person.Find("templates"));
        await Expect(person.Find("templates-empty")).ToBeVisibleAsync();
        await person.Page.FillAsync("#template-name", "Carriers on Arm");
        await person.PressAsync(person.Find("save-template"));
        await Expect(person.Find("templates-dialog").GetByText("Carriers on Arm")).ToBeVisibleAsync();
        await PictureAsync(person, "create-templates");

        await using var colleague = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await colleague.SignInAsync(fixture.Tenant("harbor"), "admin", "/t/harbor/services/new");
        await colleague.PressAsync(colleague.Find("templates"));
        await colleague.PressAsync(colleague.Find("use-template"));
        await Expect(colleague.Page.Locator("#f-name")).ToHaveValueAsync("from-a-file");
        await colleague.Page.FillAsync("#f-name", "by-template");
        await colleague.Page.FillAsync("#f-password", Password);
        await colleague.Page.FillAsync("#f-passwordAgain", Password);
        await colleague.StepAsync("cluster");
        await Expect(colleague.Page.Locator("#f-nodeFlavor")).ToHaveValueAsync("Si1.xlarge.4.linux");
        await colleague.Page.FillAsync("#f-nodePassword", "Node-Pw-7!");
        await colleague.StepAsync("review");
        await Expect(colleague.Find("request-json")).ToContainTextAsync("sfs.turbo.standard");
        await colleague.PressAsync(colleague.Find("submit-create"));
        await colleague.OnOperationAsync();
        await colleague.OperationIsAsync("finished");
        colleague.Watch.AssertClean();
        await person.PressAsync(person.Find("templates-dialog").GetByRole(AriaRole.Button, new() { Name = "Delete template Carriers on Arm" }));
        await Expect(person.Find("templates-empty")).ToBeVisibleAsync();
        await colleague.GoAsync("/t/harbor");
        await Expect(colleague.Find("figure-services")).Not.ToHaveTextAsync("0");
        await PictureAsync(colleague, "overview-harbor");
    });

    private static async Task OnStepAsync(Person person, string step)
    {
        await person.Page.WaitForSelectorAsync($"[data-testid=create-form][data-step={step}]");

        // A new page or step puts the focus on its heading; from there the keys go on.
        await person.Page.WaitForFunctionAsync("s => document.activeElement?.id === 's-' + s || document.activeElement?.tagName === 'H1'", step);
    }

    private static Task<byte[]> PictureAsync(Person person, string name) =>
        person.Page.ScreenshotAsync(new() { Path = Repo.PathOf("artifacts", "screens", name + ".png"), FullPage = true });

    private static async Task TypeAsync(Person person, string selector, string text)
    {
        await TabToAsync(person, selector);
        await person.Page.Keyboard.TypeAsync(text);
    }

    private static async Task TabToAsync(Person person, string selector, bool backwards = false)
    {
        // More presses than any page has places to stop at.
        for (var presses = 0; presses < 80; presses++)
        {
            if (await person.Page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) ?? false", selector))
            {
                return;
            }

            await person.Page.Keyboard.PressAsync(backwards ? "Shift+Tab" : "Tab");
        }

        Assert.Fail($"{selector} cannot be reached with the tabulator.");
    }

    private async Task AsAsync(string tenant, string path, Func<Person, Task> test, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        await using var person = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                await person.SignInAsync(fixture.Tenant(tenant), "operator", path);
                await person.OpenCreateAsync(tenant);
                await person.GoAsync(path);
                await test(person);
                person.Watch.AssertClean();
            },
            () => [person],
            name);
    }
}
