using System.Net;
using System.Net.Http.Json;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Iam;
using Portal.Bff.Platform.Data;
using Portal.Bff.Sessions;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Session;

namespace Portal.Bff.Tests.Sessions;

public sealed class SqliteSignInTests(SqliteStack stack) : SignInTests(stack), IClassFixture<SqliteStack>;

public sealed class PostgresSignInTests(PostgresStack stack) : SignInTests(stack), IClassFixture<PostgresStack>;

public abstract class SignInTests(Stack stack)
{
    private BffHost Bff => stack.Bff;

    [Fact]
    public async Task Sign_in_with_an_iam_account_gives_a_session_with_its_tenant_and_actions()
    {
        using var browser = await Bff.SignInAsync("harbor", "viewer");

        var user = await (await browser.GetAsync("/bff/user")).JsonAsync();

        Assert.Equal("viewer", user.GetProperty("user").GetProperty("name").GetString());
        var tenant = Assert.Single(user.GetProperty("tenants").EnumerateArray());
        Assert.Equal("harbor", tenant.GetProperty("id").GetString());
        Assert.Equal(browser.ProjectId, tenant.GetProperty("projectId").GetString());
        var actions = tenant.GetProperty("actions").EnumerateArray().Select(a => a.GetString()).ToList();
        Assert.Contains("bcs:fabricInstance:list", actions);
        Assert.DoesNotContain("bcs:fabricInstance:createOnDemand", actions);
        Assert.DoesNotContain(actions, a => a!.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cookie_on_loopback_http_is_http_only_lax_and_not_the_handle()
    {
        using var browser = Bff.Browser();
        var demo = (await stack.Sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");
        using var answer = await browser.SignInAsync(demo.Domain, "operator", demo.User("operator").Password);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("portal=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        var user = await (await browser.GetAsync("/bff/user")).JsonAsync();
        Assert.DoesNotContain(user.GetProperty("session").GetProperty("id").GetString()!, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_password_unknown_user_locked_and_disabled_user_look_the_same()
    {
        using var browser = Bff.Browser();
        var domain = "meridian-foods";
        var password = (await stack.Sandbox.DemoAsync()).Single(t => t.Tenant == "meridian").User("viewer").Password;
        await stack.Sandbox.UserAsync(domain, "viewer", locked: true);
        var locked = await Refusal(browser, domain, "viewer", password);
        await stack.Sandbox.UserAsync(domain, "viewer", locked: false, disabled: true);
        var disabled = await Refusal(browser, domain, "viewer", password);
        await stack.Sandbox.UserAsync(domain, "viewer", disabled: false);

        var wrong = await Refusal(browser, domain, "operator", "not it");
        var unknown = await Refusal(browser, domain, "nobody", "not it");
        var foreign = await Refusal(browser, "no-such-domain", "operator", "not it");

        Assert.All([locked, disabled, wrong, unknown, foreign], r => Assert.Equal((HttpStatusCode.Unauthorized, ProblemCodes.SignInFailed, wrong.Detail), r));
    }

    [Fact]
    public async Task Account_without_a_grant_is_told_so_only_with_the_right_password()
    {
        using var browser = Bff.Browser();
        var demo = (await stack.Sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");

        var right = await Refusal(browser, demo.Domain, "portal", demo.User("portal").Password);
        var wrong = await Refusal(browser, demo.Domain, "portal", "not it");

        Assert.Equal((HttpStatusCode.Forbidden, ProblemCodes.NoTenant), (right.Status, right.Code));
        Assert.Equal((HttpStatusCode.Unauthorized, ProblemCodes.SignInFailed), (wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task Form_sign_in_redirects_into_the_portal_and_back_with_the_reason()
    {
        using var browser = Bff.Browser();
        var demo = (await stack.Sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");

        using var wrong = await PostForm(browser, demo.Domain, "operator", "Typed-Wrong-1!", "/t/harbor/services");
        using var right = await PostForm(browser, demo.Domain, "operator", demo.User("operator").Password, "/t/harbor/services");
        using var elsewhere = await PostForm(browser, demo.Domain, "operator", demo.User("operator").Password, "//evil.example/");
        using var chinese = await PostForm(browser, demo.Domain, "operator", demo.User("operator").Password, "/t/harbor/services/港口?q=联盟#末");
        using var kept = await PostForm(browser, demo.Domain, "operator", "Typed-Wrong-1!", "/t/harbor/services?q=联盟");

        Assert.Equal(HttpStatusCode.Redirect, wrong.StatusCode);
        Assert.StartsWith("/signin?error=signin_failed", wrong.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Typed-Wrong-1!", wrong.Headers.Location.ToString(), StringComparison.Ordinal);
        Assert.Equal("/t/harbor/services", right.Headers.Location!.ToString());
        Assert.Equal("/", elsewhere.Headers.Location!.ToString());
        Assert.Equal("/t/harbor/services/港口?q=联盟#末", Uri.UnescapeDataString(chinese.Headers.GetValues("Location").Single()));
        Assert.EndsWith("&returnUrl=/t/harbor/services?q=联盟", Uri.UnescapeDataString(Uri.UnescapeDataString(kept.Headers.GetValues("Location").Single())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_out_ends_the_session_on_the_server()
    {
        using var browser = await Bff.SignInAsync();
        var stolen = browser.Cookies.GetCookieHeader(Bff.Url);

        using var answer = await browser.SendAsync(HttpMethod.Post, BffRoutes.SignOut);
        using var thief = Bff.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, BffRoutes.User) { Headers = { { "Cookie", stolen } } };
        using var refused = await thief.Http.SendAsync(request);

        Assert.Equal("/signed-out", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(ProblemCodes.SessionRequired, await refused.CodeAsync());
    }

    [Fact]
    public async Task A_sign_in_over_a_living_session_gives_a_living_one_of_a_new_reference_and_ends_the_old_one()
    {
        using var browser = await Bff.SignInAsync();
        var before = browser.Cookies.GetCookieHeader(Bff.Url);
        var demo = (await stack.Sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");
        using var again = await browser.SignInAsync(demo.Domain, "viewer", demo.User("viewer").Password);

        using var thief = Bff.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, BffRoutes.User) { Headers = { { "Cookie", before } } };
        using var refused = await thief.Http.SendAsync(request);

        Assert.NotEqual(before, browser.Cookies.GetCookieHeader(Bff.Url));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var user = await browser.GetAsync(BffRoutes.User);
        Assert.Equal((HttpStatusCode.OK, "viewer"), (user.StatusCode, (await user.JsonAsync()).GetProperty("user").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_session_can_be_ended_from_another_one_of_the_same_person_only()
    {
        using var laptop = await Bff.SignInAsync("sunrise", "operator");
        using var phone = await Bff.SignInAsync("sunrise", "operator");
        using var other = await Bff.SignInAsync("sunrise", "admin");
        var handle = (await (await phone.GetAsync(BffRoutes.User)).JsonAsync()).GetProperty("session").GetProperty("id").GetString();

        using var foreign = await other.SendAsync(HttpMethod.Delete, $"{BffRoutes.Sessions}/{handle}");
        using var own = await laptop.SendAsync(HttpMethod.Delete, $"{BffRoutes.Sessions}/{handle}");
        using var after = await phone.GetAsync(BffRoutes.User);

        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, own.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task All_other_sessions_of_a_person_end_at_once_or_all_of_them_and_the_log_has_it()
    {
        using var laptop = await Bff.SignInAsync("sunrise", "auditor");
        using var phone = await Bff.SignInAsync("sunrise", "auditor");
        using var other = await Bff.SignInAsync("sunrise", "admin");

        // Who does not say which, or comes from elsewhere, ends nothing.
        using var unsaid = await laptop.SendAsync(HttpMethod.Delete, BffRoutes.Sessions);
        using var forged = new HttpRequestMessage(HttpMethod.Delete, $"{BffRoutes.Sessions}?keep=none") { Headers = { { "Cookie", laptop.Cookies.GetCookieHeader(Bff.Url) } } };
        using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = Bff.Url };
        using var refused = await plain.SendAsync(forged);
        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK),
            (unsaid.StatusCode, refused.StatusCode, await LivesAsync(laptop), await LivesAsync(phone)));

        using var others = await laptop.SendAsync(HttpMethod.Delete, $"{BffRoutes.Sessions}?keep={SessionsToKeep.Current}");
        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK),
            (others.StatusCode, await LivesAsync(laptop), await LivesAsync(phone), await LivesAsync(other)));

        using var again = await Bff.SignInAsync("sunrise", "auditor");
        using var all = await laptop.SendAsync(HttpMethod.Delete, $"{BffRoutes.Sessions}?keep={SessionsToKeep.None}");
        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK),
            (all.StatusCode, await LivesAsync(laptop), await LivesAsync(again), await LivesAsync(other)));
        Assert.DoesNotContain("portal=", laptop.Cookies.GetCookieHeader(Bff.Url), StringComparison.Ordinal);

        var records = (await other.Http.GetFromJsonAsync<Page<AuditRecordDto>>($"{BffRoutes.Audit}?tenant=sunrise&action={AuditEvents.EndSessions}"))!.Items;
        Assert.Equal([("auditor", "/bff/sessions?keep=none"), ("auditor", "/bff/sessions?keep=current")], records.Select(r => (r.Actor.Name, r.Path!)));

        static async Task<HttpStatusCode> LivesAsync(PortalBrowser browser)
        {
            using var answer = await browser.GetAsync(BffRoutes.User);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Iam_down_is_said_and_is_not_a_wrong_password()
    {
        using var browser = Bff.Browser();
        await stack.Sandbox.FaultsAsync(new { operation = "iam", status = 503, code = "IAM.0001" });
        try
        {
            var refusal = await Refusal(browser, "harbor-logistics", "operator", "whatever");

            Assert.Equal((HttpStatusCode.ServiceUnavailable, ProblemCodes.IamUnavailable), (refusal.Status, refusal.Code));
        }
        finally
        {
            await stack.Sandbox.FaultsAsync();
        }
    }

    [Fact]
    public async Task Database_copied_without_the_master_key_holds_no_token_password_or_cookie()
    {
        using var browser = await Bff.SignInAsync("harbor", "admin");
        await using var db = await Bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();

        var tokens = await db.Set<IamTokenRow>().AsNoTracking().ToListAsync();
        var sessions = await db.Set<SessionRow>().AsNoTracking().ToListAsync();
        var tenants = await db.Set<Portal.Bff.Tenants.TenantRow>().AsNoTracking().ToListAsync();

        Assert.NotEmpty(tokens);
        var bytes = tokens.Select(t => t.Token).Concat(sessions.Select(s => s.Ticket)).Concat(tenants.Select(t => t.CredentialPassword!));
        Assert.All(bytes, b => Assert.DoesNotContain("SBXSECRET", System.Text.Encoding.Latin1.GetString(b), StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> PostForm(PortalBrowser browser, string domain, string user, string password, string returnUrl)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["domain"] = domain, ["user"] = user, ["password"] = password, ["returnUrl"] = returnUrl,
        });
        return await browser.Http.PostAsync(BffRoutes.SignInIam, form);
    }

    private static async Task<(HttpStatusCode Status, string? Code, string? Detail)> Refusal(PortalBrowser browser, string domain, string user, string password)
    {
        using var answer = await browser.SignInAsync(domain, user, password);
        var json = await answer.JsonAsync();
        return (answer.StatusCode, json.GetProperty("code").GetString(), json.GetProperty("detail").GetString());
    }
}
