using System.Net;
using System.Text.Json;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Faults;

/// <summary><c>kill -9</c> of the BFF, and what is left when it starts again.</summary>
public sealed class KillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly WaitLimit Guard = WaitLimit.Longer(TimeSpan.FromMinutes(4), "the portal signs in, polls at its own pace and writes down its polls once a minute");

    private readonly TemporaryFolder _folder = new();
    private SandboxProcess _sandbox = null!;
    private BffProcess _bff = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync();
        _bff = await BffProcess.StartAsync(_sandbox, _folder.Path);
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_operation_reaches_its_end_with_no_session_at_all()
    {
        string operation;
        using (var browser = await _bff.SignInAsync())
        {
            using var answer = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("on-its-own"));
            operation = (await answer.JsonAsync()).GetProperty("operation_id").GetString()!;
            using var signedOut = await browser.SendAsync(HttpMethod.Post, BffRoutes.SignOut);
        }

        await _bff.Process.KillAsync();
        await _bff.StartAsync();
        var since = await _sandbox.LastCallAsync();
        await _sandbox.SetSpeedAsync(60);

        // Seen from outside only: the portal has no session, the cloud sees who asks.
        await Eventually.TrueAsync(
            async () => (await _sandbox.CallsAsync(since)).Any(c => c is { Operation: "queryAsynchronousOperationResults", User: "portal", Tenant: "harbor" }),
            "the operation is polled", Guard);
        await _sandbox.AdvanceAsync(TimeSpan.FromMinutes(10));
        using var auditor = await _bff.SignInAsync("harbor", "admin");
        await Eventually.TrueAsync(async () => await StatusAsync(auditor, operation) == "finished", "the operation is finished", Guard);
        await Eventually.TrueAsync(
            async () =>
            {
                var page = await (await auditor.GetAsync("/api/audit?tenant=harbor&background=true&actor=system")).JsonAsync();
                return page.GetProperty("items").EnumerateArray().Any(r =>
                    r.GetProperty("actor").GetProperty("kind").GetString() == "system" && r.GetProperty("operation").GetString() == "backgroundReads");
            },
            "the polls are recorded as the system's", Guard);
        output.Measure($"gateway: 1 kill with an operation under way, 1 acknowledged, 0 lost");
    }

    [Fact]
    public async Task A_change_cut_off_between_intent_and_outcome_is_settled_after_the_start()
    {
        using var browser = await _bff.SignInAsync();
        await _sandbox.FaultsAsync(new { operation = "createBcsService", timeoutAfter = true });
        var sending = browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("cut-off"), "cut-off");
        await Eventually.TrueAsync(
            async () =>
            {
                var made = await (await browser.GetAsync(browser.Bcs("blockchains"))).JsonAsync();
                return made.GetProperty("blockchains").GetArrayLength() == 1;
            },
            "upstream has done it");
        await _bff.Process.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        await _sandbox.FaultsAsync();

        await _bff.StartAsync();
        using var admin = await _bff.SignInAsync("harbor", "admin");
        using var operatorAgain = await _bff.SignInAsync();
        using var repeated = await operatorAgain.SendAsync(HttpMethod.Post, operatorAgain.Bcs("blockchains"), PortalBrowser.NewService("cut-off"), "cut-off");

        // It may be found out before it is asked for again, and then the answer says how it ended.
        Assert.True(
            repeated.StatusCode == HttpStatusCode.OK || (repeated.StatusCode, await repeated.CodeAsync()) == (HttpStatusCode.GatewayTimeout, ProblemCodes.OutcomeUnknown),
            $"asked for again: {(int)repeated.StatusCode}");
        var settled = await Eventually.GetAsync(
            async () =>
            {
                var page = await (await admin.GetAsync("/api/audit?tenant=harbor&action=bcs:fabricInstance:createOnDemand")).JsonAsync();
                var record = Assert.Single(page.GetProperty("items").EnumerateArray(), r => r.GetProperty("operation").GetString() == "createBcsService");
                return record.GetProperty("outcome").GetString() == AuditOutcomes.Pending ? null : record.Deserialize<AuditRecordDto>(JsonSerializerOptions.Web);
            },
            "the record is settled", Guard);
        Assert.Equal((AuditOutcomes.Succeeded, true), (settled.Outcome, settled.OperationId is not null));
        var list = await (await admin.GetAsync(admin.Bcs("blockchains"))).JsonAsync();
        Assert.Single(list.GetProperty("blockchains").EnumerateArray());
        output.Measure($"gateway: 1 kill between intent and outcome, {settled.Outcome} found out after the start, 0 lost, sent once");
    }

    private static async Task<string?> StatusAsync(PortalBrowser browser, string operation)
    {
        using var answer = await browser.GetAsync($"/api/operations/{operation}?tenant=harbor");
        return answer.IsSuccessStatusCode ? (await answer.JsonAsync()).GetProperty("status").GetString() : null;
    }
}
