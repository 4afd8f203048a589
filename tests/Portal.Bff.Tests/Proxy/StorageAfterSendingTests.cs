using System.Net;
using System.Text.Json;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Tests.Proxy;

/// <summary>The database refuses a write after the cloud was asked: no answer says that nothing was sent.</summary>
public sealed class StorageAfterSendingTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RecordingCloud _cloud = null!;
    private BffHost _bff = null!;
    private PortalBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _cloud = await RecordingCloud.StartAsync();
        _bff = await BffHost.StartAsync(_cloud.Settings(_folder.Path), _folder.Path);
        _browser = await RecordingCloud.SignInAsync(_bff);
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _bff.DisposeAsync();
        await _cloud.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Read_whose_answer_cannot_be_recorded_is_not_shown_and_says_why()
    {
        _cloud.Answer = async context =>
        {
            await RefuseAsync("insert on audit_entries");
            await RecordingCloud.Json("""{"blockchains":[]}""")(context);
        };

        using var answer = await _browser.GetAsync(_browser.Bcs("blockchains"));

        await AssertSaysAsync(answer, HttpStatusCode.ServiceUnavailable, ProblemCodes.AnswerWithheld);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Change_whose_refused_token_cannot_be_dropped_is_recorded_and_its_key_is_free()
    {
        await RefuseAsync("delete on iam_tokens");
        _cloud.Answer = RecordingCloud.Json("""{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information"}""", 401);

        using var refused = await CreateAsync("refused");
        await AssertSaysAsync(refused, HttpStatusCode.Unauthorized, ProblemCodes.UpstreamSignInRequired);
        using var record = await _browser.GetAsync($"{BffRoutes.Audit}/{refused.AuditId()}?tenant={RecordingCloud.Tenant}");
        Assert.Equal(AuditOutcomes.Failed, (await record.JsonAsync()).GetProperty("outcome").GetString());

        _cloud.Answer = Accepted;
        using var again = await CreateAsync("refused");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Repeated_change_that_was_answered_is_not_called_unsent()
    {
        _cloud.Answer = Accepted;
        using var first = await CreateAsync("twice");
        await RefuseAsync("insert on audit_entries");

        using var second = await CreateAsync("twice");

        await AssertSaysAsync(second, HttpStatusCode.GatewayTimeout, ProblemCodes.OutcomeUnknown);
        await AllowAsync();
        using var third = await CreateAsync("twice");
        Assert.Equal((HttpStatusCode.OK, first.AuditId(), first.AuditId()), (third.StatusCode, second.AuditId(), third.AuditId()));
    }

    [Fact]
    public async Task Repeated_change_whose_outcome_is_open_is_not_called_unsent()
    {
        using var first = await LoseAsync("open");
        await RefuseAsync("update on tenant_work");

        using var second = await CreateAsync("open");

        await AssertSaysAsync(second, HttpStatusCode.GatewayTimeout, ProblemCodes.OutcomeUnknown);
        Assert.Equal(first.AuditId(), second.AuditId());
    }

    [Theory]
    [InlineData("idempotency_keys", HttpStatusCode.ServiceUnavailable, ProblemCodes.AuditUnavailable)]
    [InlineData("operations", HttpStatusCode.GatewayTimeout, ProblemCodes.OutcomeUnknown)]
    public async Task Repeated_change_is_not_called_unsent_while_its_key_or_its_outcome_cannot_be_read(string table, HttpStatusCode status, string code)
    {
        using var first = await LoseAsync("unread");
        await RunAsync($"alter table {table} rename to away");

        using var second = await CreateAsync("unread");

        // Without its key nobody knows of the first request: no word of it, but what to do so that it is not made twice.
        await AssertSaysAsync(second, status, code);
        var known = status is HttpStatusCode.GatewayTimeout;
        Assert.Equal(known ? first.AuditId() : null, second.AuditId());
        Assert.Contains(
            known ? "Do not send the change again under another key." : "this request changed nothing in the cloud. Repeat a change under the same idempotency key",
            (await second.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, Arrived);
    }

    [Fact]
    public async Task Change_that_was_not_made_and_cannot_be_sent_anew_is_called_unsent()
    {
        using var lost = await LoseAsync("anew");
        Assert.True(AuditEntryId.TryParse(lost.AuditId()!, out var tenant, out var seq));
        await _bff.Services.GetRequiredService<IAuditLog>().OutcomeAsync(new AuditIntent(lost.AuditId()!, tenant, seq), new AuditResult(AuditOutcomes.Failed), default);
        await RefuseAsync("insert on audit_entries");

        using var second = await CreateAsync("anew");

        await AssertSaysAsync(second, HttpStatusCode.ServiceUnavailable, ProblemCodes.AuditUnavailable);
        Assert.Null(second.AuditId());
    }

    [Fact]
    public async Task Change_whose_key_another_instance_has_taken_is_not_sent_and_recorded_as_failed()
    {
        _cloud.Answer = Accepted;
        await RunAsync("create trigger takes after insert on audit_entries begin update idempotency_keys set owner = 'another'; end");

        using var answer = await CreateAsync("taken");

        await AssertSaysAsync(answer, HttpStatusCode.Conflict, ProblemCodes.IdempotencyBusy);
        Assert.Equal(0, Arrived);
        using var record = await _browser.GetAsync($"{BffRoutes.Audit}/{answer.AuditId()}?tenant={RecordingCloud.Tenant}");
        var told = await record.JsonAsync();
        Assert.Equal((AuditOutcomes.Failed, ProblemCodes.IdempotencyBusy), (told.GetProperty("outcome").GetString(), told.GetProperty("upstreamCode").GetString()));
    }

    private int Arrived => _cloud.Calls.Count(c => c.Method == "POST" && c.Target.EndsWith("/blockchains", StringComparison.Ordinal));

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task> Accepted =>
        RecordingCloud.Json($$"""{"blockchain_id":"{{Guid.NewGuid()}}","blockchain_name":"made","operation_id":"{{Guid.NewGuid()}}"}""");

    private static async Task AssertSaysAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal((status, code), (answer.StatusCode, await answer.CodeAsync()));
        var said = JsonSerializer.Serialize(await answer.JsonAsync());
        Assert.DoesNotContain("nothing was sent", said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("nothing was changed in the cloud", said, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<HttpResponseMessage> LoseAsync(string name)
    {
        _cloud.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var lost = await CreateAsync(name);
        await AssertSaysAsync(lost, HttpStatusCode.GatewayTimeout, ProblemCodes.OutcomeUnknown);
        return lost;
    }

    private Task<HttpResponseMessage> CreateAsync(string name) =>
        _browser.SendAsync(HttpMethod.Post, _browser.Bcs("blockchains"), PortalBrowser.NewService(name), name);

    private Task RefuseAsync(string what) => RunAsync($"create trigger refuses before {what} begin select raise(abort, 'refused'); end");

    private Task AllowAsync() => RunAsync("drop trigger refuses");

    private async Task RunAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "portal.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
