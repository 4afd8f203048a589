using System.Text.Json;
using System.Text.RegularExpressions;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using Xunit.Abstractions;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

[Collection(PortalCollection.Name)]
public sealed class SessionEndTests(PortalFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task Open_page_shows_the_end_of_its_session_and_nothing_works_after_it()
    {
        var tenant = fixture.Tenant("harbor");
        await using var here = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await using var elsewhere = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                await here.SignInAsync(tenant, "auditor", "/t/harbor/services");
                await elsewhere.SignInAsync(tenant, "auditor", "/t/harbor/services");
                var sessions = (await (await elsewhere.SendAsync("GET", "/bff/sessions")).JsonAsync())!.Value.GetProperty("items").EnumerateArray();
                var other = sessions.Single(s => !s.GetProperty("current").GetBoolean()).GetProperty("id").GetString();

                var ended = TimeProvider.System.GetTimestamp();
                Assert.Equal(204, (await elsewhere.SendAsync("DELETE", $"/bff/sessions/{other}")).Status);
                await Expect(here.Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
                var shown = TimeProvider.System.GetElapsedTime(ended);
                output.Measure($"an open page shows {shown.TotalSeconds:0.0} s after the end of its session that it is over (goal 5 s)");

                Assert.Equal(401, (await here.SendAsync("GET", "/bff/user")).Status);
                await here.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
                await here.Page.WaitForURLAsync(new Regex("/signin\\?returnUrl=%2Ft%2Fharbor%2Fservices$"));
                await elsewhere.GoAsync("/t/harbor/operations");
                here.Watch.AssertClean();
                elsewhere.Watch.AssertClean();
            },
            () => [here, elsewhere]);
    }

    [Fact]
    public async Task Click_in_a_page_whose_session_has_ended_does_nothing_but_leave()
    {
        var tenant = fixture.Tenant("harbor");
        await using var here = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                await here.SignInAsync(tenant, "operator", "/t/harbor/services/new");
                await here.FillServiceAsync("never-made", "Never-Made-1");
                var before = await fixture.Portal.Sandbox.LastCallAsync();

                // The click comes before the page can have heard of the end.
                var session = (await (await here.SendAsync("GET", "/bff/user")).JsonAsync())!.Value.GetProperty("session").GetProperty("id").GetString();
                await here.Page.EvaluateAsync(
                    """
                    session => {
                      const send = document.querySelector('[data-testid=submit-create]');
                      fetch(`/bff/sessions/${session}`, { method: 'DELETE', headers: { 'X-CSRF': '1' } }).then(() => send.click());
                    }
                    """,
                    session);
                await Expect(here.Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
                Assert.DoesNotContain(await fixture.Portal.Sandbox.CallsAsync(before), c => c.Operation == "createBcsService");
                here.Watch.AssertClean();
            },
            () => [here]);
    }
}
