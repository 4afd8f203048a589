using System.Diagnostics;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

public sealed class CommandsScenarioTests(DemoFixture fixture) : IClassFixture<DemoFixture>
{
    private static readonly TimeSpan LongestExample = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Everything_is_reached_by_keys_notifications_are_read_and_examples_run_as_shown()
    {
        await using var person = await fixture.OpenAsync();
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                var (page, keys) = (person.Page, person.Page.Keyboard);
                await person.SignInAsync(fixture.Tenant("meridian"), "operator", "/t/meridian/services");
                await keys.PressAsync("Control+k");
                await Expect(page.Locator("#palette-input")).ToBeFocusedAsync();
                await keys.TypeAsync("create serv");
                await Expect(page.Locator("[role=option]").First).ToContainTextAsync("Command");
                await keys.PressAsync("Enter");
                await person.Find("create-form").WaitForAsync();
                await Expect(page.Locator("[data-help]").First).ToBeAttachedAsync();

                await person.TypeServiceAsync("by-keys", "By-Keys-77");
                await person.PressAsync(person.Find("submit-create"));
                await person.OnOperationAsync();
                await person.OperationIsAsync("finished");
                await Expect(person.Find("unread")).ToBeVisibleAsync();
                var notice = person.Find("notifications").Locator("li", new() { HasText = "Create service: finished (by-keys)" });
                await person.PressAsync(person.Find("notifications").Locator("summary"));
                await Expect(notice).Not.ToHaveAttributeAsync("data-read", "true");
                await person.PressAsync(notice.GetByRole(AriaRole.Link).First);
                await Expect(notice).ToHaveAttributeAsync("data-read", "true");
                await page.ReloadAsync();
                await person.InteractiveAsync();
                await Expect(notice).ToHaveAttributeAsync("data-read", "true");

                foreach (var (key, path) in new[] { ("c", "consortium"), ("o", "operations"), ("a", "audit"), ("s", "services"), ("p", "api") })
                {
                    await page.Locator("main").FocusAsync();
                    await keys.PressAsync("g");
                    await keys.PressAsync(key);
                    await page.WaitForURLAsync($"**/t/meridian/{path}");
                }

                // The keys of a composition are the input method's.
                await page.EvaluateAsync("""
                    () => { for (const [key, ctrlKey] of [['?'], ['/'], ['k', true]]) document.querySelector('main').dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, isComposing: true, bubbles: true })); }
                    """);
                await keys.PressAsync("?");
                await Expect(person.Find("palette")).ToBeHiddenAsync();
                await Expect(person.Find("keys")).ToContainTextAsync("Ctrl");
                await keys.PressAsync("Escape");
                await ExamplesRunAsync(person);
                person.Watch.AssertClean();
            },
            () => [person]);
    }

    private async Task ExamplesRunAsync(Person person)
    {
        var folder = Directory.CreateTempSubdirectory("portal-examples").FullName;
        try
        {
            foreach (var operation in new[] { "queryBcsServiceList", "queryBcsService", "queryQuotas", "createChannels" })
            {
                await person.GoAsync($"/t/meridian/api?op={operation}");
                await Expect(person.Find("example-curl")).Not.ToContainTextAsync("SERVICE_ID");
                var curl = await person.Find("example-curl").TextContentAsync();
                Assert.Contains(operation == "createChannels" ? "operation_id" : "{", await RunAsync(folder, "bash", "-ec", curl!), StringComparison.Ordinal);
            }

            await person.GoAsync("/t/meridian/api?op=queryBcsServiceList");
            await File.WriteAllTextAsync(Path.Combine(folder, "call.cs"), await person.Find("example-csharp").TextContentAsync());
            var said = await RunAsync(folder, "dotnet", "run", "call.cs");
            Assert.Contains("200", said, StringComparison.Ordinal);
            Assert.Contains("by-keys", said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.StartInfo.Environment["PORTAL_PASSWORD"] = fixture.Tenant("meridian").User("operator").Password;
        process.Start();
        using var limit = new CancellationTokenSource(LongestExample);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{program}: {await output}\n{await errors}");
        return await output;
    }
}
