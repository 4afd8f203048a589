using System.Net;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
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

    private async Task<int> CreatedAsync(string name)
    {
        using var reader = await Bff.SignInAsync("harbor", "viewer");
        var list = await (await reader.GetAsync(reader.Bcs("blockchains"))).JsonAsync();
        return list.GetProperty("blockchains").EnumerateArray().Count(s => s.GetProperty("name").GetString() == name);
    }
}
