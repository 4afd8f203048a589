using System.Net;
using System.Text.Json;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Gateway;
using Portal.Bff.Platform.Data;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Proxy;

public sealed class SqliteIdempotencyTests(SqliteStack stack) : IdempotencyTests(stack), IClassFixture<SqliteStack>;

public sealed class PostgresIdempotencyTests(PostgresStack stack) : IdempotencyTests(stack), IClassFixture<PostgresStack>;

public abstract class IdempotencyTests(Stack stack) : IAsyncLifetime
{
    private BffHost Bff => stack.Bff;

    public Task InitializeAsync() => stack.Sandbox.ResetAsync();

    public Task DisposeAsync() => stack.Sandbox.FaultsAsync();

    [Fact]
    public async Task The_same_request_under_one_key_replays_its_answer()
    {
        using var browser = await Bff.SignInAsync();

        using var first = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("posted-twice"), "replay");
        using var second = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("posted-twice"), "replay");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.AuditId(), second.AuditId());
        Assert.Equal(1, await CreatedAsync("posted-twice"));
    }

    [Fact]
    public async Task Twenty_at_once_under_one_key_make_one_service()
    {
        using var browser = await Bff.SignInAsync();
        await stack.Sandbox.FaultsAsync(new { operation = "createBcsService", latencyMs = 300 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("twenty"), "twenty")));

        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, a.StatusCode.ToString()));
        Assert.Equal(1, await CreatedAsync("twenty"));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        using var browser = await Bff.SignInAsync();
        using var first = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("one-name"), "mismatch");

        using var other = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("other-name"), "mismatch");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, ProblemCodes.IdempotencyMismatch), (other.StatusCode, await other.CodeAsync()));
        Assert.Equal(0, await CreatedAsync("other-name"));
    }

    [Fact]
    public async Task Keys_of_two_people_do_not_meet()
    {
        using var one = await Bff.SignInAsync("harbor", "operator");
        using var two = await Bff.SignInAsync("harbor", "admin");

        using var first = await one.SendAsync(HttpMethod.Post, one.Bcs("blockchains"), PortalBrowser.NewService("of-operator"), "shared");
        using var second = await two.SendAsync(HttpMethod.Post, two.Bcs("blockchains"), PortalBrowser.NewService("of-admin"), "shared");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Whoever_holds_as_many_keys_as_anybody_may_is_refused_another_before_anything_is_sent()
    {
        using var browser = await Bff.SignInAsync("sunrise", "operator");
        using var first = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("kept"), "kept");
        await FillAsync(IdempotencyKeys.MostPerPerson - 1);

        using var refused = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("one-too-many"), "another");
        using var again = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("kept"), "kept");
        using var colleague = await Bff.SignInAsync("sunrise", "admin");
        using var others = await colleague.SendAsync(HttpMethod.Post, colleague.Bcs("blockchains"), PortalBrowser.NewService("of-a-colleague"), "another");

        Assert.Equal((HttpStatusCode.TooManyRequests, ProblemCodes.IdempotencyFull), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (again.StatusCode, others.StatusCode));
        Assert.Equal(0, await CreatedAsync("one-too-many"));
    }

    private async Task FillAsync(int count)
    {
        await using var db = await Bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var mine = await db.Set<IdempotencyRow>().SingleAsync(r => r.TenantId == "sunrise" && r.Key == "kept");
        db.AddRange(Enumerable.Range(0, count).Select(n => new IdempotencyRow
        {
            TenantId = mine.TenantId, UserId = mine.UserId, Key = $"filler-{n}", Method = "POST", Path = "/", BodySha256 = "", CreatedAt = mine.CreatedAt, Owner = "test",
        }));
        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task A_refusal_that_can_pass_frees_the_key()
    {
        using var browser = await Bff.SignInAsync();
        await stack.Sandbox.FaultsAsync(new { operation = "createBcsService", status = 429, code = "APIGW.0308", retryAfterSeconds = 1, count = 1 });

        using var first = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("try-again"), "free");
        using var second = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("try-again"), "free");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    [Theory]
    [InlineData("has space")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public async Task A_key_of_another_form_is_refused(string key)
    {
        using var browser = await Bff.SignInAsync();

        using var answer = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("bad-key"), key);

        Assert.Equal((HttpStatusCode.BadRequest, ProblemCodes.BadRequest), (answer.StatusCode, await answer.CodeAsync()));
    }

    [Fact]
    public async Task A_lost_change_that_was_found_answers_its_key_with_what_is_known()
    {
        using var browser = await Bff.SignInAsync();
        using var lost = await LoseAsync(browser, "found-later", new { operation = "createBcsService", dropAfter = true });
        var record = await SettledAsync(browser, lost);
        Assert.Equal((AuditOutcomes.Succeeded, AuditEvidence.ByRecord), (record.Outcome, record.Evidence));

        using var again = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("found-later"), "found-later");

        var answer = await again.JsonAsync();
        Assert.Equal((HttpStatusCode.OK, lost.AuditId()), (again.StatusCode, again.AuditId()));
        Assert.Equal((record.OperationId, "found-later"), (answer.GetProperty("operation_id").GetString(), answer.GetProperty("blockchain_name").GetString()));
        Assert.NotEmpty(answer.GetProperty("blockchain_id").GetString()!);
        Assert.Equal([200], await AnsweredAgainAsync(lost));
        Assert.Equal(1, await CreatedAsync("found-later"));
    }

    [Fact]
    public async Task A_lost_change_that_was_not_made_frees_its_key()
    {
        using var browser = await Bff.SignInAsync();
        using var lost = await LoseAsync(browser, "never-made", new { operation = "createBcsService", dropBefore = true });
        await EndAsync(lost, new AuditResult(AuditOutcomes.Failed) { UpstreamCode = ProblemCodes.NotDone });

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("never-made"), "never-made")));

        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.OK && a.AuditId() != lost.AuditId());
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, a.StatusCode.ToString()));
        Assert.Equal(1, await CreatedAsync("never-made"));
    }

    [Fact]
    public async Task A_lost_change_that_could_not_be_found_out_says_so_under_its_key()
    {
        using var browser = await Bff.SignInAsync();
        using var lost = await LoseAsync(browser, "who-knows", new { operation = "createBcsService", dropBefore = true });
        using var open = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("who-knows"), "who-knows");
        Assert.Equal((HttpStatusCode.GatewayTimeout, ProblemCodes.OutcomeUnknown), (open.StatusCode, await open.CodeAsync()));
        await EndAsync(lost, new AuditResult(AuditOutcomes.Unknown));

        using var again = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("who-knows"), "who-knows");

        var problem = await again.JsonAsync();
        Assert.Equal((HttpStatusCode.Conflict, ProblemCodes.OutcomeUndetermined, lost.AuditId()), (again.StatusCode, problem.GetProperty("code").GetString(), again.AuditId()));
        Assert.Equal("chk-" + lost.AuditId(), problem.GetProperty("operation").GetProperty("id").GetString());
        Assert.Equal([409, 504], await AnsweredAgainAsync(lost));
        Assert.Contains("Look in the list of services for the name.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await CreatedAsync("who-knows"));
    }

    private async Task<HttpResponseMessage> LoseAsync(PortalBrowser browser, string name, object fault)
    {
        await stack.Sandbox.FaultsAsync(fault);
        var lost = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService(name), name);
        await stack.Sandbox.FaultsAsync();
        Assert.Equal(HttpStatusCode.GatewayTimeout, lost.StatusCode);
        return lost;
    }

    // What the check would find out in five minutes or more.
    private async Task EndAsync(HttpResponseMessage lost, AuditResult result)
    {
        Assert.True(AuditEntryId.TryParse(lost.AuditId()!, out var tenant, out var seq));
        await Bff.Services.GetRequiredService<IAuditLog>().OutcomeAsync(new AuditIntent(lost.AuditId()!, tenant, seq), result, default);
    }

    /// <summary>With which statuses a change was answered again, by the log, the newest first.</summary>
    private async Task<IEnumerable<int?>> AnsweredAgainAsync(HttpResponseMessage lost) =>
        (await Bff.Services.GetRequiredService<AuditReader>().ListAsync(new AuditQuery { Tenant = "harbor", Action = AuditEvents.ReplayedAnswer }, default)).Items
            .Where(r => r.Request!.Value.GetProperty("auditId").GetString() == lost.AuditId()).Select(r => r.Status);

    private static async Task<AuditRecordDto> SettledAsync(PortalBrowser browser, HttpResponseMessage lost) => await Eventually.GetAsync(
        async () =>
        {
            using var record = await browser.GetAsync($"/api/audit/{lost.AuditId()}?tenant={browser.Tenant}");
            return (await record.JsonAsync()).Deserialize<AuditRecordDto>(JsonSerializerOptions.Web) is { Outcome: not AuditOutcomes.Pending } settled ? settled : null;
        },
        "the outcome is recorded");

    private async Task<int> CreatedAsync(string name)
    {
        using var reader = await Bff.SignInAsync("harbor", "viewer");
        var list = await (await reader.GetAsync(reader.Bcs("blockchains"))).JsonAsync();
        return list.GetProperty("blockchains").EnumerateArray().Count(s => s.GetProperty("name").GetString() == name);
    }
}
