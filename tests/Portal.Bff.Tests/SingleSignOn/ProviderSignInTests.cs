using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Bff.Sessions;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Session;
using Portal.Testing;

namespace Portal.Bff.Tests.SingleSignOn;

/// <summary>People whom a provider proves.</summary>
public sealed class ProviderSignInTests(ProviderStack stack) : IClassFixture<ProviderStack>, IDisposable
{
    private const string PersonId = $"{ProviderStack.Provider}:{ImitatedProvider.Subject}";

    /// <summary>What a provider, or somebody in its place, may do wrong, what the person reads, and what the log says.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "denied", ProblemCodes.ProviderRefused, "access_denied" },
        { "no token", ProblemCodes.ProviderRefused, "invalid_grant" },
        { "foreign state", ProblemCodes.SignInStale, "noSuchSignIn" },
        { "nonce", ProblemCodes.ProviderUnbelieved, "OpenIdConnectProtocolInvalidNonceException" },
        { "no nonce", ProblemCodes.ProviderUnbelieved, "OpenIdConnectProtocolInvalidNonceException" },
        { "issuer", ProblemCodes.ProviderUnbelieved, "SecurityTokenInvalidIssuerException" },
        { "issuer of another directory", ProblemCodes.ProviderUnbelieved, "SecurityTokenInvalidIssuerException" },
        { "audience", ProblemCodes.ProviderUnbelieved, "SecurityTokenInvalidAudienceException" },
        { "signature", ProblemCodes.ProviderUnbelieved, "SecurityTokenInvalidSignatureException" },
        { "expired", ProblemCodes.ProviderUnbelieved, "SecurityTokenExpiredException" },
        { "not yet valid", ProblemCodes.ProviderUnbelieved, "SecurityTokenNotYetValidException" },
        { "unsigned", ProblemCodes.ProviderUnbelieved, "unsigned" },
        { "no subject", ProblemCodes.ProviderUnbelieved, "OpenIdConnectProtocolException" },
    };

    public void Dispose()
    {
        stack.Corp.Fault = "";
        stack.Corp.Groups = [ImitatedProvider.Group];
    }

    [Fact]
    public async Task Person_comes_to_the_page_that_was_asked_for_with_the_roles_of_a_group()
    {
        using var browser = new SsoBrowser(stack.Bff.Url);

        Assert.Equal("/t/harbor/services?kind=all", await browser.SignInAsync(ProviderStack.Provider, returnUrl: "/t/harbor/services?kind=all"));
        var user = await (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).Content.ReadFromJsonAsync<UserInfo>();

        Assert.Equal(new UserDto(PersonId, "ada@contoso.test", null, ProviderStack.Provider), user!.User);
        Assert.Equal(("harbor", "Operator"), (Assert.Single(user.Tenants).Id, Assert.Single(user.Tenants[0].Roles)));
        Assert.Equal(("code", "S256", false), (stack.Corp.Asked["response_type"], stack.Corp.Asked["code_challenge_method"], stack.Corp.Asked.ContainsKey("response_mode")));
        var entry = (await ProviderStack.RecordsAsync(stack.Bff, "harbor", AuditEvents.SignIn))[0];
        Assert.Equal((PersonId, AuditOutcomes.Succeeded, user.Session.Id, "/bff/callback/oidc/corp"), (entry.Actor.Id, entry.Outcome, entry.Session, entry.Path));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Answer_that_does_not_hold_signs_nobody_in_and_says_so(string fault, string code, string reason)
    {
        stack.Corp.Fault = fault;
        using var browser = new SsoBrowser(stack.Bff.Url);

        Assert.StartsWith($"/signin?error={code}&provider=corp&returnUrl=", await browser.SignInAsync(ProviderStack.Provider), StringComparison.Ordinal);
        using var user = await browser.CallAsync(HttpMethod.Get, BffRoutes.User);

        Assert.Equal(HttpStatusCode.Unauthorized, user.StatusCode);
        Assert.Contains(stack.Bff.Logs.Lines, l => l.Contains($"A sign-in through corp failed: {reason}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Callback_counts_in_the_browser_that_began_and_once()
    {
        using var person = new SsoBrowser(stack.Bff.Url);
        using var other = new SsoBrowser(stack.Bff.Url);
        using var start = await person.GoAsync("/bff/signin/oidc/corp");
        using var authorized = await person.GoAsync(start.Headers.Location!.ToString());
        var callback = authorized.Headers.Location!.ToString();

        using var elsewhere = await other.GoAsync(callback);
        using var here = await person.GoAsync(callback);
        using var again = await person.GoAsync(callback);

        Assert.StartsWith("/signin?error=" + ProblemCodes.SignInStale, elsewhere.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/", here.Headers.Location!.ToString());
        Assert.StartsWith("/signin?error=", again.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await person.CallAsync(HttpMethod.Get, BffRoutes.User)).StatusCode);
    }

    [Fact]
    public async Task Person_without_a_group_that_has_a_role_is_told_so()
    {
        stack.Corp.Groups = ["cleaners", "Engineers"];
        using var browser = new SsoBrowser(stack.Bff.Url);

        Assert.StartsWith("/signin?error=no_tenant&provider=corp", await browser.SignInAsync(ProviderStack.Provider), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/bff/signout")]
    public async Task Sign_in_leads_to_no_other_site(string returnUrl)
    {
        using var browser = new SsoBrowser(stack.Bff.Url);

        Assert.Equal("/", await browser.SignInAsync(ProviderStack.Provider, returnUrl: returnUrl));
    }

    [Fact]
    public async Task Provider_that_is_not_configured_does_not_exist()
    {
        using var browser = new SsoBrowser(stack.Bff.Url);
        using var methods = await browser.GoAsync(BffRoutes.SignInMethods);
        using var programs = await browser.CallAsync(HttpMethod.Get, BffRoutes.SignInMethods);
        foreach (var path in (string[])["/bff/signin/oidc/nobody", "/bff/signin/oidc/Cookies", "/bff/callback/oidc/nobody"])
        {
            using var answer = await browser.GoAsync(path);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden });
        }

        Assert.Equal(HttpStatusCode.Forbidden, methods.StatusCode);
        Assert.Equal(new SignInProvider("corp", "Contoso", "/bff/signin/oidc/corp"), Assert.Single((await programs.Content.ReadFromJsonAsync<SignInMethods>())!.Providers));
    }

    [Fact]
    public async Task Person_acts_by_the_tenants_credential_and_the_log_names_both()
    {
        using var browser = new SsoBrowser(stack.Bff.Url);
        await browser.SignInAsync(ProviderStack.Provider);
        var project = (await stack.Sandbox.DemoAsync()).Single(t => t.Tenant == "harbor").ProjectId;

        using var made = await browser.CallAsync(HttpMethod.Post, $"/bcs/harbor/v2/{project}/blockchains", JsonContent.Create(PortalBrowser.NewService("by-sso")));

        // What the cloud gave ends there; nobody is asked for a password.
        await stack.Sandbox.AdvanceAsync(TimeSpan.FromHours(30));
        using var read = await browser.CallAsync(HttpMethod.Get, $"/bcs/harbor/v2/{project}/blockchains");
        using var renewed = await browser.CallAsync(HttpMethod.Post, BffRoutes.RenewIam, JsonContent.Create(new IamRenewRequest("anything")));

        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (read.StatusCode, renewed.StatusCode));
        var record = (await ProviderStack.RecordsAsync(stack.Bff, "harbor", "createBcsService"))[0];
        Assert.Equal((PersonId, "ada@contoso.test", "tenant"), (record.Actor.Id, record.Actor.Name, record.Credential));
        Assert.Equal("portal", (await stack.Sandbox.CallsAsync()).Last(c => c.Operation == "createBcsService").User);
        var operation = await (await browser.CallAsync(HttpMethod.Get, "/api/operations?tenant=harbor")).JsonAsync();
        Assert.Contains(operation.GetProperty("items").EnumerateArray(), o => o.GetProperty("requestedBy").GetString() == "ada@contoso.test");
    }

    [Fact]
    public async Task Keys_may_change_between_sign_ins_and_nobody_notices()
    {
        for (var rotation = 0; rotation < 3; rotation++)
        {
            using var browser = new SsoBrowser(stack.Bff.Url);
            Assert.Equal("/services", await browser.SignInAsync(ProviderStack.Provider));
            stack.Corp.Rotate();
        }
    }

    [Fact]
    public async Task Sign_out_ends_both_sessions_and_comes_back()
    {
        using var browser = new SsoBrowser(stack.Bff.Url);
        await browser.SignInAsync(ProviderStack.Provider);

        using var away = await browser.SendAsync(HttpMethod.Post, BffRoutes.SignOut);
        Assert.StartsWith(stack.Corp.Url, away.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/signed-out", await browser.FollowAsync(away));

        Assert.True(stack.Corp.Asked["id_token_hint"].Split('.').Length == 3);
        Assert.EndsWith("/bff/signedout/corp", stack.Corp.Asked["post_logout_redirect_uri"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).StatusCode);
    }

    [Fact]
    public async Task Form_that_signs_out_gets_a_page_that_goes_on_because_it_may_not_be_redirected_to_another_site()
    {
        using var browser = new SsoBrowser(stack.Bff.Url);
        await browser.SignInAsync(ProviderStack.Provider);

        using var page = await browser.SendAsync(HttpMethod.Post, BffRoutes.SignOut, r => r.Headers.Add("Accept", "text/html,*/*"));

        Assert.Equal((HttpStatusCode.OK, null), (page.StatusCode, page.Headers.Location));
        Assert.Contains("http-equiv=\"refresh\" content=\"0; url=" + stack.Corp.Url, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_without_a_sign_out_of_its_own_is_left_alone()
    {
        await using var provider = await ImitatedProvider.StartAsync();
        provider.Fault = "no logout";
        await using var bff = await BffHost.StartAsync(stack.Sandbox, settings: ProviderStack.Settings(provider));
        using var browser = new SsoBrowser(bff.Url);
        await browser.SignInAsync(ProviderStack.Provider);

        using var answer = await browser.SendAsync(HttpMethod.Post, BffRoutes.SignOut);

        Assert.Equal("/signed-out", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Groups_may_stand_in_the_user_information_of_the_same_person()
    {
        await using var bff = await BffHost.StartAsync(stack.Sandbox, settings: new(ProviderStack.Settings(stack.Corp)) { ["Oidc:corp:UserInfo"] = "true" });
        using var browser = new SsoBrowser(bff.Url);
        stack.Corp.Fault = "groups elsewhere";
        Assert.Equal("/services", await browser.SignInAsync(ProviderStack.Provider));

        stack.Corp.Fault = "other person";
        using var other = new SsoBrowser(bff.Url);
        Assert.StartsWith("/signin?error=", await other.SignInAsync(ProviderStack.Provider), StringComparison.Ordinal);
        var refusal = Assert.Single(await ProviderStack.RecordsAsync(bff, AuditCall.PortalTenant, AuditEvents.SignIn));
        Assert.Equal(("anonymous", AuditOutcomes.Failed, ProblemCodes.ProviderUnbelieved), (refusal.Actor.Id, refusal.Outcome, refusal.UpstreamCode));
        Assert.Equal(["corp", "OpenIdConnectProtocolException"], refusal.Request!.Value.EnumerateObject().Select(m => m.Value.GetString()));
    }

    [Fact]
    public async Task Callbacks_count_whatever_they_hold_and_only_a_get_is_one()
    {
        var settings = ProviderStack.Settings(stack.Corp);
        settings["Http:StrangersPerMinute"] = "5";
        await using var bff = await BffHost.StartAsync(stack.Sandbox, settings: settings);
        using var browser = new SsoBrowser(bff.Url);

        using var posted = await browser.SendAsync(HttpMethod.Post, "/bff/callback/oidc/corp", r => r.Content = new FormUrlEncodedContent([new("code", "x")]));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        for (var i = 0; i < 20; i++)
        {
            using var answer = await browser.GoAsync("/bff/callback/oidc/corp?id_token=x");
            Assert.StartsWith(i < 5 ? "/signin?error=" : $"/signin?error={ProblemCodes.TooManyRequests}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(5, bff.Logs.Lines.Count(l => l.Contains("A sign-in through corp failed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Provider_that_is_away_is_told_as_such_and_used_when_it_is_there()
    {
        var port = FreePort.Next();
        var settings = ProviderStack.Settings(stack.Corp);
        settings["Oidc:corp:Authority"] = $"http://127.0.0.1:{port}/{ImitatedProvider.Directory}/v2.0";
        await using var bff = await BffHost.StartAsync(stack.Sandbox, settings: settings);
        using var browser = new SsoBrowser(bff.Url);
        using var program = await browser.GoAsync("/bff/signin/oidc/corp");
        using var person = await browser.SendAsync(HttpMethod.Get, "/bff/signin/oidc/corp?returnUrl=/services", r => r.Headers.Add("Accept", "text/html"));
        using var logout = await browser.SendAsync(HttpMethod.Post, "/bff/backchannel-logout/corp", r => r.Content = new FormUrlEncodedContent([new("logout_token", "a.b.c")]));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, ProblemCodes.ProviderUnavailable), (program.StatusCode, await program.CodeAsync()));
        Assert.Equal("/signin?error=provider_unavailable&provider=corp&returnUrl=%2Fservices", person.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, logout.StatusCode);

        var told = await ProviderStack.RecordsAsync(bff, AuditCall.PortalTenant, AuditEvents.SignIn);
        Assert.Equal([ProblemCodes.ProviderUnavailable, ProblemCodes.ProviderUnavailable], told.Select(r => r.UpstreamCode));

        await using (await ImitatedProvider.StartAsync(port: port))
        {
            // One that did not answer is left alone for a moment.
            Assert.Equal("/services", await Eventually.GetAsync(async () => await browser.SignInAsync(ProviderStack.Provider) is "/services" and var page ? page : null, "the provider to be asked again"));
        }

        // It is gone again: the portal's own session goes on, and ends here.
        Assert.Equal(HttpStatusCode.OK, (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).StatusCode);
        using var signedOut = await browser.SendAsync(HttpMethod.Post, BffRoutes.SignOut);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).StatusCode);
    }

    [Fact]
    public async Task What_the_provider_gave_is_in_no_answer_no_log_and_no_row()
    {
        using var browser = new SsoBrowser(stack.Bff.Url);
        using var start = await browser.GoAsync("/bff/signin/oidc/corp");
        using var authorized = await browser.GoAsync(start.Headers.Location!.ToString());
        using var back = await browser.GoAsync(authorized.Headers.Location!.ToString());
        var code = authorized.Headers.Location!.Query.Split('=', '&')[1];
        await using var db = await stack.Bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var row = await db.Set<SessionRow>().AsNoTracking().OrderByDescending(s => s.CreatedAt).FirstAsync(s => s.Provider == "corp");

        Assert.Equal((ImitatedProvider.Session, ImitatedProvider.Subject), (row.ProviderSession, row.ProviderSubject));
        Assert.DoesNotContain("eyJ", System.Text.Encoding.Latin1.GetString(row.Ticket), StringComparison.Ordinal);
        Assert.DoesNotContain(back.Headers.GetValues("Set-Cookie"), c => c.Contains("eyJ", StringComparison.Ordinal));
        Assert.DoesNotContain(stack.Bff.Logs.Lines, l => l.Contains(code, StringComparison.Ordinal) || l.Contains("s3cret", StringComparison.Ordinal) || l.Contains("id_token", StringComparison.Ordinal));
        Assert.DoesNotContain(await ProviderStack.RecordsAsync(stack.Bff, AuditCall.PortalTenant, AuditEvents.SignIn), r => JsonSerializer.Serialize(r).Contains(code, StringComparison.Ordinal));
    }
}
