using System.Net;
using System.Text.RegularExpressions;

using Hangfire;

using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Jobs;

/// <summary>Hangfire's own pages: whom they are shown to, what they may do, and what is recorded of it.</summary>
public sealed partial class JobsDashboardTests
{
    private const string Job = "recover-intents";

    [Fact]
    public async Task Pages_are_for_the_administrators_that_are_named_and_whoever_else_comes_is_recorded()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        await using var bff = await StartAsync(sandbox);
        using var stranger = bff.Browser();
        using var admin = await bff.SignInAsync(user: "admin");
        using var viewer = await bff.SignInAsync(user: "viewer");

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Http.GetAsync(BffRoutes.JobsDashboard)).StatusCode);
        using var denied = await viewer.Http.GetAsync(BffRoutes.JobsDashboard + "/recurring");
        Assert.Equal((HttpStatusCode.Forbidden, ProblemCodes.ActionDenied), (denied.StatusCode, await denied.CodeAsync()));

        using var page = await admin.Http.GetAsync(BffRoutes.JobsDashboard + "/recurring");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains(Job, text, StringComparison.Ordinal);
        Assert.DoesNotContain("SBXSECRET", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Data Source", text, StringComparison.OrdinalIgnoreCase);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);

        var refused = Assert.Single(await RecordsAsync(bff), r => r.Outcome == AuditOutcomes.Denied);
        Assert.EndsWith("/viewer", refused.Actor.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_there_are_no_such_pages()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        await using var bff = await BffHost.StartAsync(sandbox);
        using var admin = await bff.SignInAsync(user: "admin");

        // What is not the gateway's own goes to the UI host, which is not there.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await admin.Http.GetAsync(BffRoutes.JobsDashboard)).StatusCode);
    }

    [Theory]
    [InlineData(false, true, HttpStatusCode.Unauthorized, AuditOutcomes.Denied)]
    [InlineData(true, false, HttpStatusCode.Forbidden, AuditOutcomes.Denied)]
    [InlineData(true, true, HttpStatusCode.NoContent, AuditOutcomes.Succeeded)]
    public async Task Action_needs_the_setting_and_the_page_s_own_token_and_is_recorded(bool actions, bool token, HttpStatusCode expected, string outcome)
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        await using var bff = await StartAsync(sandbox, actions);
        using var admin = await bff.SignInAsync(user: "admin");
        var page = await admin.Http.GetStringAsync(BffRoutes.JobsDashboard + "/recurring");
        var before = Runs(bff);

        using var request = new HttpRequestMessage(HttpMethod.Post, BffRoutes.JobsDashboard + "/recurring/trigger")
        {
            Content = new FormUrlEncodedContent([new("jobs[]", Job)]),
        };
        if (token)
        {
            var value = Token().Match(page).Groups[1].Value;
            Assert.NotEmpty(value);
            request.Headers.Add("RequestVerificationToken", value);
        }

        using var answer = await admin.Http.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
        var record = Assert.Single(await RecordsAsync(bff));
        Assert.Equal((BffRoutes.JobsDashboard + "/recurring/trigger", outcome, (int?)expected), (record.Path, record.Outcome, record.Status));
        if (expected is HttpStatusCode.NoContent)
        {
            await Eventually.TrueAsync(() => Runs(bff) > before, "the run that was asked for");
        }
    }

    private static async Task<IReadOnlyList<AuditRecordDto>> RecordsAsync(BffHost bff) =>
        (await bff.Services.GetRequiredService<AuditReader>().ListAsync(new AuditQuery { Tenant = AuditCall.PortalTenant, Action = AuditEvents.JobsAction }, default)).Items;

    private static long Runs(BffHost bff) => bff.Services.GetRequiredService<JobStorage>().GetMonitoringApi().GetStatistics().Succeeded;

    private static async Task<BffHost> StartAsync(SandboxProcess sandbox, bool actions = false)
    {
        var domain = (await sandbox.DemoAsync()).Single(t => t.Tenant == "harbor").Domain;
        return await BffHost.StartAsync(sandbox, settings: new()
        {
            ["Jobs:Administrators:0"] = UserIds.Iam(domain, "admin"), ["Jobs:DashboardActions"] = actions ? "true" : "false",
        });
    }

    [GeneratedRegex("[\"'](CfDJ8[^\"']+)[\"']")]
    private static partial Regex Token();
}
