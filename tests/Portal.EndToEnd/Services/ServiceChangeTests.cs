using System.Text.RegularExpressions;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using Xunit.Abstractions;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Services;

/// <summary>Channels and scaling of a service in the browser.</summary>
public sealed class ServiceChangeTests(DemoFixture fixture, ITestOutputHelper output) : IClassFixture<DemoFixture>, IAsyncLifetime
{
    private const string Harbor = "harbor";
    private const string Trade = "harbor-trade";

    private PortalProcesses Portal => fixture.Portal;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Portal.Sandbox.FaultsAsync();

    [Fact]
    public Task Channels_are_created_filled_emptied_and_deleted_by_keyboard_alone() => AsAdminAsync(async (person, service) =>
    {
        var before = await Portal.Sandbox.LastCallAsync();
        var page = person.Page;
        await person.GoAsync($"{service}?tab=channels");
        await person.PressAsync(person.Find("create-channels"));
        var dialog = person.Find("create-channels-dialog");
        await person.TypeAsync(dialog.Locator("input[name='channel.1.name']"), "ferry");
        await person.PressAsync(person.Find("add-channel"));
        await person.TypeAsync(dialog.Locator("input[name='channel.2.name']"), "tugs");
        await Expect(dialog.GetByTestId("effects")).ToContainTextAsync("tugs");
        await SubmitAsync(person, dialog);

        await person.GoAsync($"{service}?tab=channels");
        await person.PressAsync(person.Find("channels").GetByRole(AriaRole.Link, new() { Name = "ferry", Exact = true }));
        var channel = page.Locator("[data-testid=channel][data-channel=ferry]");
        await Expect(channel.GetByTestId("channel-remove-peers")).ToBeDisabledAsync();
        await Expect(channel).ToContainTextAsync("None of this service's organizations is in the channel.");
        await person.PressAsync(channel.GetByTestId("channel-add-peers"));
        dialog = person.Find("add-peers-dialog");
        var more = dialog.GetByRole(AriaRole.Button, new() { Name = "port-operations: one more" });
        await person.PressAsync(more);
        await person.PressAsync(more, "Space");
        await Expect(dialog.GetByTestId("effects")).ToContainTextAsync(new Regex(@"2 of \d peers"));
        await SubmitAsync(person, dialog);

        await person.GoAsync($"{service}?tab=channels&channel=ferry");
        await Expect(In("port-operations", "ferry")).ToHaveCountAsync(2);
        await Expect(channel.GetByTestId("channel-delete")).ToBeDisabledAsync();
        await Expect(channel).ToContainTextAsync("Still in it: port-operations (2).");
        await person.PressAsync(channel.GetByTestId("channel-remove-peers"));
        dialog = person.Find("remove-peers-dialog");
        await Expect(dialog.GetByTestId("effects")).ToContainTextAsync(new Regex(@"1 of \d peers"));
        await SubmitAsync(person, dialog);

        await person.GoAsync($"{service}?tab=channels&channel=ferry");
        await Expect(In("port-operations", "ferry")).ToHaveCountAsync(1);
        await person.PressAsync(channel.GetByTestId("channel-remove-orgs"));
        dialog = person.Find("remove-orgs-dialog");
        await person.PressAsync(dialog.GetByRole(AriaRole.Checkbox, new() { Name = "port-operations" }), "Space");
        await Expect(dialog.GetByTestId("effects")).ToContainTextAsync("empty");
        await SubmitAsync(person, dialog);

        await person.GoAsync($"{service}?tab=channels&channel=ferry");
        await person.PressAsync(channel.GetByTestId("channel-delete"));
        dialog = person.Find("delete-channel-dialog");
        await person.TypeAsync(dialog.Locator("#f-confirm"), "ferry");
        await SubmitAsync(person, dialog);

        await person.GoAsync($"{service}?tab=channels");
        await Expect(person.Find("channels")).ToContainTextAsync("tugs");
        await Expect(person.Find("channels")).Not.ToContainTextAsync("ferry");
        await AssertSentAsync(before, "createChannels", "addPeersToChannel", "removePeerFromChannel", "removeOrganizationsFromChannel", "deleteChannel");

        ILocator In(string organization, string name) => page.Locator($"[data-testid=matrix] [data-organization={organization}] td[data-channel={name}][data-in=true]");
    });

    [Fact]
    public Task Shared_channel_tells_what_is_not_possible_and_why() => AsAdminAsync(async (person, service) =>
    {
        await person.GoAsync($"{service}?tab=channels&channel=trade");
        var channel = person.Find("channel");
        await Expect(channel).ToContainTextAsync("shared with other members");
        await Expect(channel.GetByTestId("channel-delete")).ToBeDisabledAsync();
        await Expect(channel).ToContainTextAsync("sunrise-bank");
        await person.PressAsync(channel.GetByTestId("channel-remove-orgs"));
        var dialog = person.Find("remove-orgs-dialog");
        await person.PressAsync(dialog.GetByRole(AriaRole.Checkbox, new() { Name = "port-operations" }), "Space");
        await person.PressAsync(dialog.GetByRole(AriaRole.Checkbox, new() { Name = "customs-desk" }), "Space");
        await Expect(dialog).ToContainTextAsync("One of this service's organizations has to stay");
        await person.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog.Locator("form")).ToHaveCountAsync(0);

        await person.GoAsync($"{service}?do=scale&kind=RemoveOrganizations");
        await Expect(person.Find("scale-dialog")).ToContainTextAsync("All organizations are in channels shared with other members.");
    });

    [Fact]
    public Task Scaling_does_one_kind_at_a_time_by_keyboard_alone() => AsAdminAsync(async (person, service) =>
    {
        var before = await Portal.Sandbox.LastCallAsync();
        await person.GoAsync($"{service}?tab=organizations");
        await person.PressAsync(person.Find("scale-service"));
        var dialog = person.Find("scale-dialog");
        await Expect(dialog).ToContainTextAsync("one kind of change at a time");
        await person.TypeAsync(dialog.Locator("#f-peers-customs-desk"), "4");
        await Expect(dialog.GetByTestId("effects")).ToContainTextAsync("4 peers");
        await SubmitAsync(person, dialog);

        await person.GoAsync($"{service}?tab=organizations&do=scale&kind=RemovePeers");
        await person.TypeAsync(dialog.Locator("#f-peers-customs-desk"), "2");
        await SubmitAsync(person, dialog);

        await person.GoAsync($"{service}?tab=organizations&do=scale&kind=AddOrganizations");
        await person.TypeAsync(dialog.Locator("#f-new-1-name"), "pilot-office");
        await person.TypeAsync(dialog.Locator("#f-new-1-claim"), "pvc-pilots");
        await SubmitAsync(person, dialog);

        await person.GoAsync($"{service}?tab=organizations");
        var added = person.Page.Locator("section[data-organization=pilot-office]");
        await Expect(added).ToContainTextAsync("pvc-pilots");
        await Expect(added.GetByTestId("peers").Locator("tbody tr")).ToHaveCountAsync(1);
        await person.GoAsync($"{service}?tab=organizations&do=scale&kind=RemoveOrganizations");
        await person.PressAsync(dialog.GetByRole(AriaRole.Checkbox, new() { Name = "pilot-office" }), "Space");
        await person.TypeAsync(dialog.Locator("#f-confirm"), Trade);
        await SubmitAsync(person, dialog);

        await person.GoAsync($"{service}?tab=organizations");
        await Expect(person.Page.Locator("section[data-organization=customs-desk]")).ToBeVisibleAsync();
        await Expect(added).ToHaveCountAsync(0);
        await AssertSentAsync(before, "modifyBcsService", "modifyBcsService", "modifyBcsService", "modifyBcsService");
    });

    [Fact]
    public Task Every_change_is_seen_refused_and_unclear_and_loses_nothing() => AsAdminAsync(async (person, service) =>
    {
        var edge = $"/t/harbor/services/{await DemoFixture.QuietServiceAsync(person, Harbor, "harbor-edge")}";
        (string Operation, string Address, string Dialog, Func<ILocator, Task> Fill)[] changes =
        [
            ("createChannels", $"{service}?tab=channels&do=create-channels", "create-channels-dialog", d => person.TypeAsync(d.Locator("#f-channel-1-name"), "cranes")),
            ("addPeersToChannel", $"{service}?tab=channels&channel=cranes&do=add-peers", "add-peers-dialog", d => person.TypeAsync(d.Locator("#f-add-port-operations"), "2")),
            ("removePeerFromChannel", $"{service}?tab=channels&channel=cranes&do=remove-peers", "remove-peers-dialog", _ => Task.CompletedTask),
            ("removeOrganizationsFromChannel", $"{service}?tab=channels&channel=cranes&do=remove-organizations", "remove-orgs-dialog", d => person.PressAsync(d.GetByRole(AriaRole.Checkbox, new() { Name = "port-operations" }), "Space")),
            ("deleteChannel", $"{service}?tab=channels&channel=cranes&do=delete-channel", "delete-channel-dialog", d => person.TypeAsync(d.Locator("#f-confirm"), "cranes")),
            ("modifyBcsService", $"{service}?do=scale&kind=AddPeers", "scale-dialog", d => person.TypeAsync(d.Locator("#f-peers-port-operations"), "4")),
            ("deleteBcsService", $"{edge}?do=delete", "delete-service-dialog", async d =>
            {
                await person.PressAsync(d.GetByRole(AriaRole.Radio).First, "Space");
                await person.TypeAsync(d.Locator("#f-confirm"), "harbor-edge");
            }),
        ];
        person.Watch.Expect("409", "400", "504");
        foreach (var (operation, address, dialogId, fill) in changes)
        {
            await person.GoAsync(address);
            var dialog = person.Find(dialogId);
            await fill(dialog);
            await Portal.Sandbox.FaultsAsync(new { operation, status = 400, code = "BCS.4001052", message = "Operation failed because it timed out.", count = 1 });
            await person.PressAsync(dialog.GetByTestId("submit-change"));
            await Expect(dialog.GetByTestId("problem")).ToContainTextAsync("BCS.4001052");

            var before = await Portal.Sandbox.LastCallAsync();
            await Portal.Sandbox.FaultsAsync(new { operation, dropAfter = true, count = 1 });
            await SubmitAsync(person, dialog);
            Assert.Single(await Portal.Sandbox.CallsAsync(before), c => c.Operation == operation && c.User == "admin");
            output.Measure($"{operation}: refused with its code, then unclear and found out to have succeeded, sent once");
        }
    });

    [Fact]
    public Task Service_is_deleted_with_its_flags_and_its_name_typed() => AsAdminAsync("harbor-lab", async (person, service) =>
    {
        var before = await Portal.Sandbox.LastCallAsync();
        await person.GoAsync(service);
        await person.PressAsync(person.Find("delete-service"));
        var dialog = person.Find("delete-service-dialog");
        await person.PressAsync(dialog.GetByRole(AriaRole.Checkbox, new() { Name = "Also delete the storage" }), "Space");
        await Expect(dialog.GetByTestId("effects")).ToContainTextAsync("kept, and billed on");
        await person.TypeAsync(dialog.Locator("#f-confirm"), "harbor-la");
        await person.PressAsync(dialog.GetByTestId("submit-change"));
        await Expect(dialog.Locator("[data-error-for=f-confirm]")).ToBeVisibleAsync();
        await person.TypeAsync(dialog.Locator("#f-confirm"), "harbor-lab");
        await SubmitAsync(person, dialog);

        await AssertSentAsync(before, "deleteBcsService");
        var call = Assert.Single(await Portal.Sandbox.CallsAsync(before), c => c.Operation == "deleteBcsService");
        Assert.Contains("is_delete_storage=true", call.Query, StringComparison.Ordinal);
        Assert.Contains("is_delete_resource=false", call.Query, StringComparison.Ordinal);
        await person.GoAsync("/t/harbor/services");
        await Expect(person.Find("services")).ToContainTextAsync(Trade);
        await Expect(person.Find("services")).Not.ToContainTextAsync("harbor-lab");
    });

    private async Task SubmitAsync(Person person, ILocator dialog)
    {
        await person.PressAsync(dialog.GetByTestId("submit-change"));
        await person.OnOperationAsync();
        await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(5));
        await person.OperationIsAsync("finished");
        await DemoFixture.QuietServiceAsync(person, Harbor, Trade);
    }

    private async Task AssertSentAsync(long since, params string[] operations)
    {
        var sent = (await Portal.Sandbox.CallsAsync(since)).Where(c => c.Method != "GET" && c is { User: "admin", Tenant: Harbor, Operation: not (null or "iam") }).ToList();
        Assert.Equal(operations, sent.Select(c => c.Operation));
        Assert.All(sent, c => Assert.Equal(200, c.Status));
        output.Measure($"{string.Join(", ", operations.Distinct())}: successful");
    }

    private Task AsAdminAsync(Func<Person, string, Task> test, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => AsAdminAsync(Trade, test, name);

    private async Task AsAdminAsync(string service, Func<Person, string, Task> test, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        await using var person = await fixture.OpenAsync();
        await Portal.WitnessAsync(
            async () =>
            {
                await Portal.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));
                await person.SignInAsync(fixture.Tenant(Harbor), "admin", "/t/harbor/services");
                await test(person, $"/t/harbor/services/{await DemoFixture.QuietServiceAsync(person, Harbor, service)}");
                person.Watch.AssertClean();
            },
            () => [person],
            name);
    }
}
