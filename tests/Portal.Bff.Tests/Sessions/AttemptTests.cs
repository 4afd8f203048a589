using System.Net;

using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Session;
using Portal.Testing;

namespace Portal.Bff.Tests.Sessions;

/// <summary>A company sees in its own log what was tried on its accounts and its tenants.</summary>
public sealed class AttemptTests : IAsyncLifetime
{
    private SandboxProcess _sandbox = null!;
    private BffHost _bff = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync();
        var harbor = (await _sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");

        // A second tenant of the same company.
        _bff = await BffHost.StartAsync(_sandbox, settings: new()
        {
            ["Sessions:AttemptsPerMinute"] = "3", ["Http:KnownProxies:0"] = "127.0.0.0/8",
            ["Tenants:harbor-east:Name"] = "Harbor East", ["Tenants:harbor-east:Domain"] = harbor.Domain, ["Tenants:harbor-east:Project"] = harbor.ProjectName,
            ["Tenants:harbor-east:ProjectId"] = harbor.ProjectId, ["Tenants:harbor-east:IamEndpoint"] = _sandbox.Url.ToString(),
            ["Tenants:harbor-east:BcsEndpoint"] = _sandbox.Url.ToString(),
        });
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Failed_and_throttled_sign_ins_are_in_the_log_of_every_tenant_of_the_domain_and_in_no_other()
    {
        using var stranger = _bff.Browser();
        for (var i = 0; i < 4; i++)
        {
            using var refused = await stranger.SignInAsync("harbor-logistics", "operator", "not it");
        }

        using var nobody = await stranger.SignInAsync("no-such-domain", "operator", "not it");

        foreach (var tenant in (string[])["harbor", "harbor-east"])
        {
            Assert.Equal(
                [(AuditOutcomes.Denied, ProblemCodes.TooManyRequests, "operator"), .. Enumerable.Repeat((AuditOutcomes.Failed, ProblemCodes.SignInFailed, "operator"), 3)],
                (await RecordsAsync(tenant, AuditEvents.SignIn)).Select(r => (r.Outcome, r.UpstreamCode!, r.Resource.User!)));
        }

        Assert.Empty(await RecordsAsync("meridian", AuditEvents.SignIn));
        Assert.Equal("iam:no-such-domain/operator", Assert.Single(await RecordsAsync(AuditCall.PortalTenant, AuditEvents.SignIn)).Actor.Id);
    }

    [Fact]
    public async Task Address_that_is_wrong_about_many_accounts_is_throttled_and_their_owners_are_not()
    {
        var harbor = (await _sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");
        var tried = new List<HttpStatusCode>();
        foreach (var user in Enumerable.Range(0, 11).Select(i => $"user-{i}").Append("operator"))
        {
            tried.Add(await TryAsync("203.0.113.9", user, "Spring-2026"));
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 9), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)], tried);
        Assert.Equal(HttpStatusCode.NoContent, await TryAsync("198.51.100.4", "operator", harbor.User("operator").Password));

        async Task<HttpStatusCode> TryAsync(string address, string user, string password)
        {
            using var browser = _bff.Browser();
            browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
            browser.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            using var answer = await browser.SignInAsync(harbor.Domain, user, password);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Calls_to_a_foreign_tenant_are_in_its_log_and_tell_the_caller_nothing()
    {
        using var browser = await _bff.SignInAsync("harbor", "operator");
        var meridian = (await _sandbox.DemoAsync()).Single(t => t.Tenant == "meridian");

        using var gateway = await browser.GetAsync($"/bcs/meridian/v2/{meridian.ProjectId}/blockchains");
        using var api = await browser.GetAsync("/api/operations?tenant=meridian");
        using var unknown = await browser.GetAsync($"/bcs/nowhere/v2/{meridian.ProjectId}/blockchains");

        Assert.All([gateway, api, unknown], a => Assert.Equal((HttpStatusCode.NotFound, null), (a.StatusCode, a.AuditId())));
        Assert.Equal(
            [("readOperations", "operator"), ("queryBcsServiceList", "operator")],
            (await RecordsAsync("meridian", null)).Where(r => r.UpstreamCode == ProblemCodes.TenantUnknown).Select(r => (r.Operation, r.Actor.Name)));
        Assert.Equal(["queryBcsServiceList"], (await RecordsAsync(AuditCall.PortalTenant, null)).Where(r => r.UpstreamCode == ProblemCodes.TenantUnknown).Select(r => r.Operation));
    }

    [Fact]
    public async Task Requests_forged_in_a_persons_name_are_in_the_log_of_the_persons_company()
    {
        using var browser = await _bff.SignInAsync("harbor", "operator");
        browser.Http.DefaultRequestHeaders.Remove(BffHeaders.Csrf);

        using var named = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("forged"));
        using var unnamed = await browser.SendAsync(HttpMethod.Post, BffRoutes.SignOut, adjust: r => r.Headers.Add("Origin", "https://evil.example"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (named.StatusCode, unnamed.StatusCode));
        var records = await RecordsAsync("harbor", AuditEvents.CrossSiteRequest);
        Assert.Equal([(BffRoutes.SignOut, AuditOutcomes.Denied), (browser.Bcs("blockchains"), AuditOutcomes.Denied)], records.Select(r => (r.Path!, r.Outcome)));
        Assert.Empty(await RecordsAsync(AuditCall.PortalTenant, AuditEvents.CrossSiteRequest));
    }

    [Fact]
    public async Task Ending_a_session_that_is_not_ones_own_is_recorded_as_denied()
    {
        using var mine = await _bff.SignInAsync("sunrise", "operator");
        using var others = await _bff.SignInAsync("sunrise", "admin");
        var (own, foreign) = (await HandleAsync(mine), await HandleAsync(others));

        using var refused = await mine.SendAsync(HttpMethod.Delete, $"{BffRoutes.Sessions}/{foreign}");
        using var ended = await mine.SendAsync(HttpMethod.Delete, $"{BffRoutes.Sessions}/{own}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (refused.StatusCode, ended.StatusCode));
        Assert.Equal(
            [($"{BffRoutes.Sessions}/{own}", AuditOutcomes.Succeeded), ($"{BffRoutes.Sessions}/{foreign}", AuditOutcomes.Denied)],
            (await RecordsAsync("sunrise", AuditEvents.EndSession)).Select(r => (r.Path!, r.Outcome)));
    }

    [Fact]
    public async Task Repeated_answers_and_refused_renewals_are_recorded()
    {
        using var browser = await _bff.SignInAsync("meridian", "operator");
        using var first = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("replayed"), "replayed");
        using var again = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("replayed"), "replayed");
        for (var i = 0; i < 3; i++)
        {
            using var refused = await browser.SendAsync(HttpMethod.Post, BffRoutes.RenewIam, new IamRenewRequest("not it"));
        }

        var replay = Assert.Single(await RecordsAsync("meridian", AuditEvents.ReplayedAnswer));
        Assert.Equal((first.AuditId(), first.AuditId()), (again.AuditId(), replay.Request!.Value.GetProperty("auditId").GetString()));
        Assert.Equal((AuditOutcomes.Succeeded, 200, "operator"), (replay.Outcome, replay.Status, replay.Actor.Name));
        Assert.Equal(
            [ProblemCodes.TooManyRequests, ProblemCodes.SignInFailed, ProblemCodes.SignInFailed],
            (await RecordsAsync("meridian", AuditEvents.SignInAgain)).Select(r => r.UpstreamCode));
    }

    private static async Task<string> HandleAsync(PortalBrowser browser) =>
        (await (await browser.GetAsync(BffRoutes.User)).JsonAsync()).GetProperty("session").GetProperty("id").GetString()!;

    private async Task<IReadOnlyList<AuditRecordDto>> RecordsAsync(string tenant, string? operation) =>
        (await _bff.Services.GetRequiredService<AuditReader>().ListAsync(new AuditQuery { Tenant = tenant, Action = operation }, default)).Items;
}
