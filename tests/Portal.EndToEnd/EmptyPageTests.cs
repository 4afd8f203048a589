using Portal.EndToEnd.Hosting;

namespace Portal.EndToEnd;

/// <summary>What a company sees that has nothing yet but an invitation, and what is there for everybody.</summary>
public sealed class EmptyPageTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Theory]
    [MemberData(nameof(PageLook.All), MemberType = typeof(PageLook))]
    public async Task Every_page_of_a_company_without_services_is_accessible_and_fits_its_window(bool dark, string language, int width)
    {
        await InvitedAsync();
        await using var person = await fixture.Chromium.OpenAsync(fixture.Portal.Url, width, dark, language, still: dark);
        var look = new PageLook(person, dark, language, width);
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                await look.StaticAsync("/signin", "sign-in");
                await look.StaticAsync("/signin?error=signin_failed&domain=a&user=b", "sign-in-failed");
                await person.SignInAsync(fixture.Tenant("sunrise"), "admin", "/t/sunrise/operations");
                await look.PageAsync("/t/sunrise", "overview-empty", "[data-testid=overview]");
                await look.PageAsync("/t/sunrise/operations", "operations-empty");
                await look.PageAsync("/t/sunrise/services", "services-empty");
                await look.PageAsync("/t/sunrise/certificates", "certificates-empty", "[data-testid=to-service]");
                await look.PageAsync("/t/sunrise/monitoring", "monitoring-empty");
                await look.PageAsync("/t/sunrise/consortium?show=mine", "consortium-received", "[data-testid=invitations]");
                await look.PageAsync($"/t/sunrise/consortium?do=Accept&of={Uri.EscapeDataString(await person.InvitationAsync(fixture.Tenant("sunrise")))}", "consortium-no-service-dialog", "[data-testid=accept-dialog] form");
                await person.Find("accept-create").ClickAsync();
                await person.Find("create-joining").WaitForAsync();
                await look.TakeAsync("create-for-invitation");
                person.Watch.Expect("404");
                await look.PageAsync("/t/nobody/services", "tenant-unknown");
                await look.StaticAsync("/no/such/page", "not-found");
                await look.StaticAsync("/signed-out", "signed-out");
                look.AssertFlawless();
            },
            () => [person],
            $"empty-{dark}-{language}-{width}");
    }

    // One invitation is enough for all looks; whichever of them runs first makes it.
    private async Task InvitedAsync()
    {
        await using var person = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await person.SignInAsync(fixture.Tenant("meridian"), "admin", "/t/meridian/services");
        if (await person.OperationAsync("meridian", "finished") is null)
        {
            await person.CreateServiceAsync("meridian", "looked-at", "Looked-At-1");
            await person.OperationIsAsync("finished");
            var created = await person.OperationAsync("meridian", "finished");
            var invited = await person.SendAsync(
                "POST", $"/bcs/meridian/v2/{fixture.Tenant("meridian").ProjectId}/members/invitations",
                new { bcs_id = created!.Value.Service, channel_name = "channel", invited_userinfo = new[] { new { invited_user = fixture.Tenant("sunrise").Domain } } });
            Assert.True(invited.Ok, await invited.TextAsync());
        }
    }
}
