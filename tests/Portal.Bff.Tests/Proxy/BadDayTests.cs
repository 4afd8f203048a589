using System.Net;
using System.Text.Json;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Proxy;

public sealed class SqliteBadDayTests(SqliteStack stack) : BadDayTests(stack), IClassFixture<SqliteStack>;

public sealed class PostgresBadDayTests(PostgresStack stack) : BadDayTests(stack), IClassFixture<PostgresStack>;

/// <summary>Upstream in every bad mood, seen through the gateway.</summary>
public abstract class BadDayTests(Stack stack) : IAsyncLifetime
{
    private BffHost Bff => stack.Bff;

    public async Task InitializeAsync()
    {
        await stack.Sandbox.ResetAsync();
        await stack.Sandbox.SetSpeedAsync(10);
    }

    public Task DisposeAsync() => stack.Sandbox.FaultsAsync();

    [Theory]
    [InlineData(403, "BCS.4030403")]
    [InlineData(404, "BCS.4040404")]
    [InlineData(500, "BCS.5000500")]
    public async Task A_well_formed_refusal_passes_as_it_is(int status, string code)
    {
        using var browser = await Bff.SignInAsync();
        await stack.Sandbox.FaultsAsync(new { operation = "queryQuotas", status, code });

        using var answer = await browser.GetAsync(browser.Bcs("quotas"));

        Assert.Equal((status, code), ((int)answer.StatusCode, await answer.CodeAsync()));
        Assert.Equal((AuditOutcomes.Failed, code), Outcome(await RecordAsync(browser, answer)));
    }

    [Fact]
    public async Task Too_many_requests_pass_with_their_waiting_time()
    {
        using var browser = await Bff.SignInAsync();
        await stack.Sandbox.FaultsAsync(new { operation = "createBcsService", status = 429, code = "APIGW.0308", retryAfterSeconds = 7 });

        using var answer = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("slow-down"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter!.Delta);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("cutBody")]
    [InlineData("malformedJson")]
    [InlineData("timeoutBefore")]
    [InlineData("dropBefore")]
    public async Task A_read_without_an_understandable_answer_is_said_to_be_so(string fault)
    {
        using var browser = await Bff.SignInAsync();
        await stack.Sandbox.FaultsAsync(Fault("queryQuotas", fault));

        using var answer = await browser.GetAsync(browser.Bcs("quotas"));

        Assert.Equal((HttpStatusCode.BadGateway, ProblemCodes.UpstreamUnreachable), (answer.StatusCode, await answer.CodeAsync()));
        Assert.Equal((AuditOutcomes.Failed, ProblemCodes.UpstreamUnreachable), Outcome(await RecordAsync(browser, answer)));
    }

    [Theory]
    [InlineData("timeoutAfter")]
    [InlineData("dropAfter")]
    [InlineData("cutBody")]
    public async Task A_change_that_was_made_without_an_answer_is_found_and_not_made_twice(string fault)
    {
        using var browser = await Bff.SignInAsync();
        var name = "lost-" + fault.ToLowerInvariant();
        await stack.Sandbox.FaultsAsync(Fault("createBcsService", fault));

        using var answer = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService(name), "k-" + fault);
        await stack.Sandbox.FaultsAsync();
        using var again = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService(name), "k-" + fault);

        Assert.Equal((HttpStatusCode.GatewayTimeout, ProblemCodes.OutcomeUnknown), (answer.StatusCode, await answer.CodeAsync()));
        var checking = (await answer.JsonAsync()).GetProperty("operation").GetProperty("id").GetString()!;
        Assert.Equal("chk-" + answer.AuditId(), checking);
        // A portal that has found it by then says so; before, nobody is told that it is done.
        Assert.True(again.StatusCode != HttpStatusCode.OK || (await RecordAsync(browser, answer)).Outcome == AuditOutcomes.Succeeded, $"{(int)again.StatusCode}");
        await Eventually.TrueAsync(async () =>
        {
            using var found = await browser.GetAsync($"/api/operations/{checking}?tenant=harbor");
            var json = await found.JsonAsync();
            return json.TryGetProperty("blockchainName", out var n) && n.GetString() == name && json.GetProperty("status").GetString() != "checking";
        }, "the lost service is found");
        await Eventually.TrueAsync(async () => (await RecordAsync(browser, answer)).Outcome == AuditOutcomes.Succeeded, "the outcome is recorded");
        var list = await (await browser.GetAsync(browser.Bcs("blockchains"))).JsonAsync();
        Assert.Single(list.GetProperty("blockchains").EnumerateArray(), s => s.GetProperty("name").GetString() == name);
    }

    [Fact]
    public async Task A_lost_change_that_the_poll_saw_before_its_time_was_up_is_found()
    {
        using var browser = await Bff.SignInAsync();
        await stack.Sandbox.SetSpeedAsync(0);

        // With two operations running the poll reads lists, and meets what it does not know.
        foreach (var name in (string[])["running-one", "running-two"])
        {
            using var made = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService(name));
            made.EnsureSuccessStatusCode();
        }

        await stack.Sandbox.FaultsAsync(Fault("createBcsService", "timeoutAfter"));
        using var answer = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("seen-early"));
        await stack.Sandbox.FaultsAsync();

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        var record = await Eventually.GetAsync(
            async () => await RecordAsync(browser, answer) is { Outcome: not AuditOutcomes.Pending } settled ? settled : null, "the record is settled", TimeSpan.FromMinutes(2));
        Assert.Equal((AuditOutcomes.Succeeded, true), (record.Outcome, record.OperationId is not null));
    }

    [Fact]
    public async Task A_caller_who_hangs_up_does_not_undo_a_change()
    {
        using var browser = await Bff.SignInAsync();
        await stack.Sandbox.FaultsAsync(new { operation = "createBcsService", latencyMs = 800 });
        using var hangUp = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, browser.Bcs("blockchains"))
        {
            Content = System.Net.Http.Json.JsonContent.Create(PortalBrowser.NewService("hung-up")),
        };
        var before = await stack.Sandbox.LastCallAsync();

        var sending = browser.Http.SendAsync(request, hangUp.Token);
        await Eventually.TrueAsync(async () => (await stack.Sandbox.CallsAsync(before)).Any(c => c.Operation == "createBcsService") || await PendingAsync(browser), "the change is on its way");
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        await Eventually.TrueAsync(async () =>
        {
            var page = await (await browser.GetAsync("/api/audit?tenant=harbor&action=bcs:fabricInstance:createOnDemand&limit=1")).JsonAsync();
            return page.GetProperty("items")[0].GetProperty("outcome").GetString() == AuditOutcomes.Succeeded;
        }, "the outcome is recorded");
    }

    [Fact]
    public async Task A_token_that_dies_early_asks_for_the_password_and_then_works_again()
    {
        using var browser = await Bff.SignInAsync("sunrise", "operator");
        await stack.Sandbox.FaultsAsync(new { operation = "queryQuotas", expireTokens = true, count = 1 });

        using var refused = await browser.GetAsync(browser.Bcs("quotas"));
        using var stillRefused = await browser.GetAsync(browser.Bcs("quotas"));
        var password = (await stack.Sandbox.DemoAsync()).Single(t => t.Tenant == "sunrise").User("operator").Password;
        using var wrong = await browser.SendAsync(HttpMethod.Post, BffRoutes.RenewIam, new { password = "not it" });
        using var renewed = await browser.SendAsync(HttpMethod.Post, BffRoutes.RenewIam, new { password });
        using var works = await browser.GetAsync(browser.Bcs("quotas"));

        Assert.Equal((HttpStatusCode.Unauthorized, ProblemCodes.UpstreamSignInRequired), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Equal(ProblemCodes.UpstreamSignInRequired, await stillRefused.CodeAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, renewed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, works.StatusCode);
    }

    private static object Fault(string operation, string fault) => fault switch
    {
        "html" => new { operation, html = true },
        "cutBody" => new { operation, cutBody = true },
        "malformedJson" => new { operation, malformedJson = true },
        "timeoutBefore" => new { operation, timeoutBefore = true },
        "timeoutAfter" => new { operation, timeoutAfter = true },
        "dropBefore" => new { operation, dropBefore = true },
        "dropAfter" => new { operation, dropAfter = true },
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static async Task<bool> PendingAsync(PortalBrowser browser)
    {
        var page = await (await browser.GetAsync("/api/audit?tenant=harbor&outcome=pending&limit=1")).JsonAsync();
        return page.GetProperty("items").GetArrayLength() > 0;
    }

    private static (string, string?) Outcome(AuditRecordDto record) => (record.Outcome, record.UpstreamCode);

    private static async Task<AuditRecordDto> RecordAsync(PortalBrowser browser, HttpResponseMessage answer)
    {
        using var record = await browser.GetAsync($"/api/audit/{answer.AuditId()}?tenant={browser.Tenant}");
        return (await record.JsonAsync()).Deserialize<AuditRecordDto>(JsonSerializerOptions.Web)!;
    }
}
