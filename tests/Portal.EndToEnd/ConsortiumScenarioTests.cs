using System.Text.RegularExpressions;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>Invitations in both directions: sent and answered without a mouse, and by a company that has no service yet.</summary>
public sealed class ConsortiumScenarioTests(DemoFixture fixture) : IClassFixture<DemoFixture>
{
    private const float Long = 90_000;

    // They are far from the portal: each key meets a page that does not show yet what the one before has done.
    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(150);

    private PortalProcesses Portal => fixture.Portal;

    [Fact]
    public async Task Companies_invite_and_answer_by_keys_and_one_without_a_service_becomes_a_member_across_a_restart()
    {
        await using var harbor = await fixture.OpenAsync(lag: Lag);
        await using var sunrise = await fixture.OpenAsync(lag: Lag);
        await using var meridian = await fixture.OpenAsync(lag: Lag);
        await Portal.WitnessAsync(
            async () =>
            {
                await Portal.Sandbox.SetSpeedAsync(150);
                await meridian.SignInAsync(fixture.Tenant("meridian"), "admin", "/t/meridian/services");
                await DeleteServicesAsync(meridian);
                await harbor.SignInAsync(fixture.Tenant("harbor"), "operator", "/t/harbor/consortium");
                await RejectAsync(harbor);
                await WithdrawAsync(harbor);
                await InviteAsync(harbor);
                await sunrise.SignInAsync(fixture.Tenant("sunrise"), "operator", "/t/sunrise");
                await AcceptAsync(sunrise);
                await JoinByCreatingAsync(meridian);
                await Expect(Row(harbor, "customs", "meridian")).ToContainTextAsync("Member", new() { Timeout = Long });
                await LeaveAsync(sunrise, "trade", () => sunrise.PressAsync(sunrise.Find("submit-answer")));
                await LeaveAsync(sunrise, "customs", () => RefusedThenUnclearAsync(sunrise, "exitConsortium"));
                await DeleteAsync(harbor);
                harbor.Watch.Expect("400", "console: ", "WebSocket", "502", "503", "504");
                sunrise.Watch.Expect("console: ", "WebSocket", "502", "503", "504");
                meridian.Watch.Expect("console: ", "WebSocket", "502", "503", "504");
                harbor.Watch.AssertClean();
                sunrise.Watch.AssertClean();
                meridian.Watch.AssertClean();
            },
            () => [harbor, sunrise, meridian]);
    }

    // The cloud deletes them one after the other: while one of a consortium is changed, the others take no change.
    private async Task DeleteServicesAsync(Person person)
    {
        var project = fixture.Tenant("meridian").ProjectId;
        await Eventually.TrueAsync(
            async () =>
            {
                var listed = (await (await person.SendAsync("GET", $"/bcs/meridian/v2/{project}/blockchains")).JsonAsync())!.Value;
                var ids = listed.GetProperty("blockchains").EnumerateArray().Select(s => s.GetProperty("id").GetString()).ToList();
                foreach (var id in ids)
                {
                    await person.SendAsync("DELETE", $"/bcs/meridian/v2/{project}/blockchains/{id}?is_delete_storage=true");
                }

                return ids.Count == 0;
            },
            "the company has no service left",
            TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(
            async () => (await (await person.SendAsync("GET", "/api/services?tenant=meridian")).JsonAsync())!.Value.GetProperty("items").GetArrayLength() == 0,
            "the portal has noticed", TimeSpan.FromSeconds(90));
    }

    private async Task RejectAsync(Person person)
    {
        var row = Row(person, "payments", "sunrise");
        await Expect(row).ToContainTextAsync("Yours", new() { Timeout = Long });
        await person.PressAsync(row.GetByTestId("act-Reject"));
        await Expect(person.Find("answer-dialog")).ToContainTextAsync("can invite you again");
        await RefusedThenUnclearAsync(person, "processInvitation");
        await Expect(row).ToContainTextAsync("Rejected");
    }

    private async Task WithdrawAsync(Person person)
    {
        var row = Row(person, "customs", "sunrise");
        await person.PressAsync(row.GetByTestId("act-Withdraw"));
        await RefusedThenUnclearAsync(person, "deleteInvitationInformation");
        await Expect(row).ToHaveCountAsync(0);
    }

    // Of three companies the answer for the first is lost, and the last does not exist: each has a result of its own.
    private async Task InviteAsync(Person person)
    {
        await person.PressAsync(person.Find("invite"));
        var dialog = person.Find("invite-dialog");
        await person.ChooseAsync(
            dialog.Locator("fieldset.options"), dialog.Locator(".option", new() { HasText = "harbor-trade" }).Locator("input"));
        await person.ChooseAsync(dialog.Locator("#f-inviteChannel"), dialog.Locator("#f-inviteChannel input[value=customs]"));
        await person.TypeAsync(dialog.Locator("#f-inviteCompanies"), $"{fixture.Tenant("meridian").Domain}\n{fixture.Tenant("sunrise").Domain}\nno-such-company");
        await Expect(person.Find("invite-preview")).ToContainTextAsync("2 of the channel's 5 places are left");
        await ShotAsync(person, "consortium-invite");
        await Portal.Sandbox.FaultsAsync(new { operation = "inviteTenantsToJoinConsortium", dropAfter = true, count = 1 });
        await person.PressAsync(person.Find("submit-invite"));
        await Expect(dialog.Locator("[data-company='no-such-company'][data-ok=false]")).ToBeVisibleAsync();
        await Expect(dialog.Locator($"[data-company='{fixture.Tenant("meridian").Domain}']")).ToContainTextAsync("Checking");
        await Expect(dialog.Locator("[data-ok=true]")).ToHaveCountAsync(1);
        await ShotAsync(person, "consortium-invited");
        await person.PressAsync(person.Find("invite-close"));
        await Expect(Row(person, "customs", "meridian")).ToContainTextAsync("Waiting");
    }

    // From what waits on the overview to a member, and the operation that joins is in the list under the person's name.
    private async Task AcceptAsync(Person person)
    {
        var waits = person.Find("attention").Locator("li", new() { HasText = "Harbor Logistics" });
        await person.PressAsync(waits.GetByRole(AriaRole.Link, new() { Name = "Answer" }));
        var dialog = person.Find("accept-dialog");
        await Expect(dialog.Locator(".option.off", new() { HasText = "sunrise-branch" })).ToContainTextAsync("Normal");
        await Expect(dialog.Locator(".option.off", new() { HasText = "sunrise-ledger" })).ToContainTextAsync("private blockchain");
        await person.ChooseAsync(dialog.Locator("fieldset.options").First, dialog.Locator(".option", new() { HasText = "sunrise-finance" }).Locator("input"));
        await Expect(person.Find("accept-preview")).ToContainTextAsync("sunrise-bank joins the channel customs");
        await ShotAsync(person, "consortium-accept");
        await person.PressAsync(person.Find("submit-accept"));
        await Expect(Row(person, "customs", "harbor")).ToContainTextAsync("Member", new() { Timeout = Long });
        await person.GoAsync("/t/sunrise/operations");
        await Expect(person.Page.Locator("[data-testid=operations] tbody tr", new() { HasText = "Answer invitation" }).First).ToContainTextAsync("operator");
    }

    private async Task JoinByCreatingAsync(Person person)
    {
        var page = person.Page;
        await person.GoAsync("/t/meridian/consortium?show=mine");
        var row = Row(person, "customs", "harbor");
        await Expect(row).ToContainTextAsync("Yours", new() { Timeout = Long });
        await ShotAsync(person, "consortium-mine");
        await person.PressAsync(row.GetByTestId("act-Accept"));
        await Expect(person.Find("accept-dialog")).ToContainTextAsync("You have no service yet");
        await ShotAsync(person, "consortium-no-service");
        await person.PressAsync(person.Find("accept-create"));
        await Expect(person.Find("create-joining")).ToContainTextAsync("customs");
        await Expect(page.Locator("#f-inviterService")).Not.ToBeEditableAsync();
        await person.TypeServiceAsync("meridian-customs", "Joined-Pw-8");
        await Expect(person.Find("create-next")).ToContainTextAsync("customs");
        await ShotAsync(person, "consortium-create");
        var before = await Portal.Sandbox.LastCallAsync();
        await Portal.Sandbox.SetSpeedAsync(5);
        await person.PressAsync(person.Find("submit-create"));
        await Expect(page.Locator("[data-testid=acceptance][data-status=creating]")).ToBeVisibleAsync();
        await ShotAsync(person, "consortium-waiting");

        await Portal.Bff.KillAsync();
        await Portal.StartBffAsync();
        await Portal.Sandbox.SetSpeedAsync(150);
        await Expect(page.Locator("[data-testid=acceptance][data-status=joined]")).ToBeVisibleAsync(new() { Timeout = Long });
        await ShotAsync(person, "consortium-joined");
        await person.GoAsync("/t/meridian/consortium?show=members");
        await Expect(person.Find("members").First).ToContainTextAsync("organization");
        var calls = await Portal.Sandbox.CallsAsync(before);
        Assert.Single(calls, c => c.Operation == "createBcsService");
        Assert.Single(calls, c => c.Operation == "processInvitation");
    }

    private async Task LeaveAsync(Person person, string channel, Func<Task> confirm)
    {
        await person.GoAsync("/t/sunrise/consortium");
        var row = Row(person, channel, "harbor");
        await person.PressAsync(row.GetByTestId("act-Leave"));
        await person.PressAsync(person.Find("submit-answer"));
        await Expect(person.Find("answer-dialog")).ToContainTextAsync($"Type {channel} to confirm");
        await person.TypeAsync(person.Page.Locator("#f-confirm"), channel);
        await ShotAsync(person, "consortium-leave");
        await confirm();
        await Expect(row).ToContainTextAsync("Left", new() { Timeout = Long });
    }

    // The dialog stays and tells the code; sent again, the answer is lost and the portal finds out by itself what became of it.
    private async Task RefusedThenUnclearAsync(Person person, string operation)
    {
        var dialog = person.Find("answer-dialog");
        await Portal.Sandbox.FaultsAsync(new { operation, status = 400, code = "BCS.4001052", message = "Operation failed because it timed out.", count = 1 });
        await person.PressAsync(person.Find("submit-answer"));
        await Expect(dialog.GetByTestId("problem")).ToContainTextAsync("BCS.4001052");
        await Portal.Sandbox.FaultsAsync(new { operation, dropAfter = true, count = 1 });
        await person.PressAsync(person.Find("submit-answer"));
        await Expect(dialog.Locator("form")).ToHaveCountAsync(0);
        await Expect(person.Page.GetByText("the portal is finding out").First).ToBeVisibleAsync();
    }

    private async Task DeleteAsync(Person person)
    {
        var row = Row(person, "customs", "sunrise");
        await Expect(row).ToContainTextAsync("Left", new() { Timeout = Long });
        await ShotAsync(person, "consortium-board");
        await person.PressAsync(row.GetByTestId("act-Delete"));
        await person.PressAsync(person.Find("submit-answer"));
        await Expect(row).ToHaveCountAsync(0);
    }

    private ILocator Row(Person person, string channel, string company) =>
        person.Page.Locator("[data-testid=invitations] tbody tr", new() { HasTextRegex = new Regex(Regex.Escape(fixture.Tenant(company).Domain)) })
            .Filter(new() { Has = person.Page.GetByText(channel, new() { Exact = true }) });

    private static async Task ShotAsync(Person person, string name) =>
        await person.Page.ScreenshotAsync(new() { Path = Repo.PathOf("artifacts", "screens", $"{name}-light-en-1440.png"), FullPage = true });
}
