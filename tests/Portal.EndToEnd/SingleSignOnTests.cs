using System.Net.Http.Json;
using System.Text.RegularExpressions;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

[Collection(PortalCollection.Name)]
public sealed class SingleSignOnTests(PortalFixture fixture)
{
    private const string Services = "/t/harbor/services";
    private const string Login = "lin@harbor-logistics";

    [Fact]
    public async Task Person_without_an_account_in_the_cloud_comes_through_the_provider_works_and_leaves_both()
    {
        await using var person = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                await SignInAsync(person);

                var user = (await (await person.SendAsync("GET", "/bff/user")).JsonAsync())!.Value.GetProperty("user");
                Assert.Equal((Login, "sandbox"), (user.GetProperty("name").GetString(), user.GetProperty("provider").GetString()));
                await person.GoAsync(Services + "/new");
                await Expect(person.Find("create-form")).ToBeVisibleAsync();
                await person.Find("account").ClickAsync();
                await person.Find("sign-out").ClickAsync();
                await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
                Assert.Equal("/signed-out", new Uri(person.Page.Url).AbsolutePath);

                // There as well: it asks for the password again.
                await person.Page.GotoAsync("/signin");
                await person.Find("signin-sandbox").ClickAsync();
                await Expect(person.Page.Locator("input[name=password]")).ToBeVisibleAsync();
                person.Watch.AssertClean();
            },
            () => [person]);
    }

    [Fact]
    public async Task Open_page_ends_when_the_provider_says_that_the_person_has_left()
    {
        using var told = await fixture.Portal.Sandbox.Http.PutAsJsonAsync("/sandbox/openid/clients", new[]
        {
            new
            {
                clientId = "portal", clientSecret = "portal-SBXSECRET-1", redirectUris = Array.Empty<string>(), postLogoutRedirectUris = Array.Empty<string>(),
                backchannelLogoutUri = new Uri(fixture.Portal.Url, "/bff/backchannel-logout/sandbox").ToString(),
            },
        });
        told.EnsureSuccessStatusCode();
        await using var person = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                await SignInAsync(person);
                using var left = await fixture.Portal.Sandbox.Http.PostAsJsonAsync("/sandbox/openid/signout", new { user = Login });
                Assert.Equal(1, (await left.Content.ReadFromJsonAsync<Told>())!.Clients);
                await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
            },
            () => [person]);
    }

    private static async Task SignInAsync(Person person)
    {
        await person.Page.GotoAsync(Services);
        await person.Find("signin-sandbox").ClickAsync();
        await person.Page.Locator("input[name=user]").FillAsync(Login);
        await person.Page.Locator("input[name=password]").FillAsync("Harbor-Lin-SBXSECRET-1");
        await person.Page.Keyboard.PressAsync("Enter");
        await person.Page.WaitForURLAsync(new Regex(Regex.Escape(Services) + "$"));
        await person.InteractiveAsync();
    }

    private sealed record Told([property: System.Text.Json.Serialization.JsonPropertyName("told")] int Clients);
}
