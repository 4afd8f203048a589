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
    public Task Service_with_Chinese_names_is_created_by_keyboard_alone_and_hands_out_certificates() => AsAsync("sunrise", "/t/sunrise/services", async person =>
    {
        var keys = person.Page.Keyboard;
        await person.PressAsync(person.Find("create-service"));
        await OnStepAsync(person, "basics");

        // As an input method writes it, in full width.
        await person.TypeAsync(person.Page.Locator("#f-name"), "冷链物流－０１");
        await person.TabToAsync(person.Page.Locator("#f-edition input:checked"));
        await Expect(person.Page.Locator("#f-name")).ToHaveValueAsync("冷链物流-01");
        await keys.PressAsync("ArrowDown");
        await person.TypeAsync(person.Page.Locator("#f-password"), Password);
        await person.TypeAsync(person.Page.Locator("#f-passwordAgain"), "Typed-Pw-8!");

        // Enter goes on, but not past an error: it leads to the field instead.
        await keys.PressAsync("Enter");
        await Expect(person.Page.Locator("#f-passwordAgain")).ToBeFocusedAsync();
        await Expect(person.Find("step-basics")).ToContainTextAsync("1 field");
        await PictureAsync(person, "create-corrected");
        await keys.PressAsync("Control+A");
        await keys.TypeAsync(Password);
        await keys.PressAsync("Enter");

        await OnStepAsync(person, "blockchain");
        await person.TabToAsync(person.Page.Locator("#f-database input:checked"));
        await keys.PressAsync("ArrowDown");
        await person.TypeAsync(person.Page.Locator("#f-couchUser"), "couch");
        await person.TypeAsync(person.Page.Locator("#f-couchPassword"), "Couch-Pw-7!");
        await keys.PressAsync("Enter");

        await OnStepAsync(person, "cluster");
        await person.TypeAsync(person.Page.Locator("#f-clusterId"), "5adc2ce2-9712-11ea-9535-0255ac100b0d");
        await person.TypeAsync(person.Page.Locator("#f-clusterName"), "cluster-1");
        await keys.PressAsync("Enter");

        await OnStepAsync(person, "organizations");
        await person.PressAsync(person.Find("add-org"));
        await Expect(person.Page.Locator("[data-testid=org-row]")).ToHaveCountAsync(2);
        await person.TabToAsync(person.Page.Locator("[data-testid=org-row]:nth-of-type(2) input[type=text]").First);
        await keys.TypeAsync("种植者组织");
        await keys.PressAsync("Enter");

        await OnStepAsync(person, "review");
        await Expect(person.Find("request-json")).ToContainTextAsync("\"version_type\": 2");
        await Expect(person.Find("request-json")).ToContainTextAsync("\"user_name\": \"couch\"");
        await Expect(person.Find("request-json")).ToContainTextAsync("种植者组织");
        await Expect(person.Find("request-json")).ToContainTextAsync("\"name\": \"冷链物流-01\"");
        Assert.DoesNotContain(Password, await person.Page.ContentAsync(), StringComparison.Ordinal);
        await PictureAsync(person, "create-typed");
        await person.PressAsync(person.Find("submit-create"));
        await person.OnOperationAsync();
        await person.OperationIsAsync("finished");

        var (service, _) = (await person.OperationAsync("sunrise", "finished"))!.Value;
        await person.GoAsync($"/t/sunrise/services/{service}?tab=certificates");
        await person.TabToAsync(person.Page.Locator("#f-generate-organization input:checked"));
        await keys.PressAsync("ArrowDown");
        await person.TypeAsync(person.Page.Locator("#f-generate-user"), "clerk");
        await person.TypeAsync(person.Page.Locator("#f-reason-cert-generate"), "新的冷链客户端");
        await person.TabToAsync(person.Find("generate-cert"));
        var download = await person.Page.RunAndWaitForDownloadAsync(() => keys.PressAsync("Enter"));
        Assert.Equal("种植者组织-clerk.zip", download.SuggestedFilename);
        await Expect(person.Find("cert-generate-receipt")).ToContainTextAsync("种植者组织-clerk.zip");
    });

    [Fact]
    public Task Form_whose_session_ended_is_back_at_its_step_after_signing_in_again() => AsAsync("harbor", "/t/harbor/services/new", async person =>
    {
        var page = person.Page;
        await person.TypeAsync(page.Locator("#f-name"), "interrupted");
        await person.TypeAsync(page.Locator("#f-password"), Password);
        await person.StepByKeyAsync("cluster");
        await person.TypeAsync(page.Locator("#f-clusterName"), "half-typed");
        await Expect(person.Find("draft-state")).ToHaveAttributeAsync("data-saved", "true");

        var session = (await (await person.SendAsync("GET", "/bff/user")).JsonAsync())!.Value.GetProperty("session").GetProperty("id").GetString();
        Assert.Equal(204, (await person.SendAsync("DELETE", $"/bff/sessions/{session}")).Status);
        await person.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }));
        await person.FillSignInAsync(fixture.Tenant("harbor"), "operator");
        await page.WaitForURLAsync(new Regex("/t/harbor/services/new\\?step=cluster$"));
        await person.InteractiveAsync();
        await Expect(page.Locator("#f-clusterName")).ToHaveValueAsync("half-typed");
        await person.StepByKeyAsync("basics");
        await Expect(page.Locator("#f-name")).ToHaveValueAsync("interrupted");
        await Expect(page.Locator("#f-password")).ToHaveValueAsync("");
        await Expect(page.Locator("[data-error-for=f-password]")).ToBeVisibleAsync();

        // On another machine it is there as well; started over, it is nowhere.
        await using var elsewhere = await fixture.OpenAsync(390);
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

        // Typed text is not lost to one Escape, nor to the key that gives up a composition.
        await person.TypeAsync(person.Page.Locator("#json-text"), "half a request");
        var question = person.Find("json-dialog").Locator("[data-question]");
        await person.Page.Locator("#json-text").EvaluateAsync("f => f.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, cancelable: true }))");
        await Expect(question).ToBeHiddenAsync();
        await person.Page.Keyboard.PressAsync("Escape");
        await Expect(question.Locator("[data-question-keep]")).ToBeFocusedAsync();
        await PictureAsync(person, "dialog-asks");
        await person.Page.Keyboard.PressAsync("Escape");
        await Expect(question).ToBeHiddenAsync();
        await Expect(person.Page.Locator("#json-text")).ToHaveValueAsync("half a request");
        await person.Page.Keyboard.PressAsync("Escape");
        await person.PressAsync(question.Locator("[data-question-discard]"));
        await person.DialogsAreClosedAsync();
        await person.PressAsync(person.Find("json"));
        await Expect(person.Page.Locator("#json-text")).ToHaveValueAsync("");

        // The field listens a moment after it is drawn.
        await person.Page.WaitForFunctionAsync("() => document.querySelector('#json-file')?._blazorInputFileNextFileId !== undefined");
        await person.AttachAsync(person.Find("json-file"), new FilePayload
        {
            Name = "request.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(
                """
                { "name": "from-a-file", "version_type": 2, "volume_type": "efs", "org_disk_size": 550, "create_new_cluster": true,
                  "cce_create_info": { "node_num": 3, "node_flavor": "Si1.xlarge.4.linux", "cce_flavor": "cce.s1.small", "az": "cn-north-7a", "cluster_platform_type": "ARM64" },
                  "peer_orgs": [ { "name": "carriers", "node_count": 1 } ], "channels": [ { "name": "manifests", "org_names": [ "carriers" ] } ] }
                """),
        });
        await Expect(person.Page.Locator("#json-text")).ToHaveValueAsync(new Regex("from-a-file"));
        await person.PressAsync(person.Find("json-use"));
        await Expect(person.Page.Locator("#f-name")).ToHaveValueAsync("from-a-file");
        await person.DialogsAreClosedAsync();

        await person.PressAsync(person.Find("templates"));
        await Expect(person.Find("templates-empty")).ToBeVisibleAsync();
        await person.TypeAsync(person.Page.Locator("#template-name"), "Carriers on Arm");
        await person.PressAsync(person.Find("save-template"));
        await Expect(person.Find("templates-dialog").GetByText("Carriers on Arm")).ToBeVisibleAsync();
        await PictureAsync(person, "create-templates");

        await using var colleague = await fixture.OpenAsync();
        await colleague.SignInAsync(fixture.Tenant("harbor"), "admin", "/t/harbor/services/new");
        await colleague.PressAsync(colleague.Find("templates"));
        await colleague.PressAsync(colleague.Find("use-template"));
        await Expect(colleague.Page.Locator("#f-name")).ToHaveValueAsync("from-a-file");
        await colleague.DialogsAreClosedAsync();
        await colleague.TypeAsync(colleague.Page.Locator("#f-name"), "by-template");
        await colleague.TypeAsync(colleague.Page.Locator("#f-password"), Password);
        await colleague.TypeAsync(colleague.Page.Locator("#f-passwordAgain"), Password);
        await colleague.StepByKeyAsync("cluster");
        await Expect(colleague.Page.Locator("#f-nodeFlavor")).ToHaveValueAsync("Si1.xlarge.4.linux");
        await colleague.TypeAsync(colleague.Page.Locator("#f-nodePassword"), "Node-Pw-7!");
        await colleague.StepByKeyAsync("review");
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

    private async Task AsAsync(string tenant, string path, Func<Person, Task> test, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        await using var person = await fixture.OpenAsync();
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
