using System.Net;
using System.Text.Json;

using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Proxy;

public sealed class SqliteGatewayTests(SqliteStack stack) : GatewayTests(stack), IClassFixture<SqliteStack>;

public sealed class PostgresGatewayTests(PostgresStack stack) : GatewayTests(stack), IClassFixture<PostgresStack>;

public abstract class GatewayTests(Stack stack) : IAsyncLifetime
{
    private BffHost Bff => stack.Bff;

    public Task InitializeAsync() => stack.Sandbox.ResetAsync();

    public Task DisposeAsync() => stack.Sandbox.FaultsAsync();

    [Fact]
    public async Task A_change_is_recorded_before_and_after_and_its_operation_is_tracked()
    {
        using var browser = await Bff.SignInAsync();

        using var answer = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("walk-one"), "key-1");
        var body = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var operationId = body.GetProperty("operation_id").GetString()!;
        var record = await RecordAsync(browser, answer.AuditId()!);
        Assert.Equal(AuditOutcomes.Succeeded, record.Outcome);
        Assert.Equal(("createBcsService", "POST", operationId), (record.Operation, record.Method, record.OperationId));
        Assert.Equal("operator", record.Actor.Name);
        Assert.Equal("***", record.Request!.Value.GetProperty("resource_password").GetString());
        Assert.Equal("walk-one", record.Request.Value.GetProperty("name").GetString());
        var operation = await (await browser.GetAsync($"/api/operations/{operationId}?tenant=harbor")).JsonAsync();
        Assert.Equal("operator", operation.GetProperty("requestedBy").GetString());
        Assert.Equal(answer.AuditId(), operation.GetProperty("auditId").GetString());
    }

    [Fact]
    public async Task A_read_passes_and_is_recorded_before_its_answer_leaves()
    {
        using var browser = await Bff.SignInAsync("harbor", "viewer");

        using var answer = await browser.GetAsync(browser.Bcs("quotas"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(5, (await answer.JsonAsync()).GetProperty("resources")[0].GetProperty("quota").GetInt32());
        using var admin = await Bff.SignInAsync("harbor", "admin");
        var record = await RecordAsync(admin, answer.AuditId()!);
        Assert.Equal(("queryQuotas", AuditOutcomes.Succeeded, 200), (record.Operation, record.Outcome, record.Status));
    }

    [Fact]
    public async Task An_action_no_role_allows_is_refused_recorded_and_never_reaches_upstream()
    {
        using var browser = await Bff.SignInAsync("harbor", "viewer");
        var before = await stack.Sandbox.LastCallAsync();

        using var answer = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("not-allowed"));
        var problem = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(ProblemCodes.ActionDenied, problem.GetProperty("code").GetString());
        Assert.Equal("bcs:fabricInstance:createOnDemand", problem.GetProperty("action").GetString());
        Assert.DoesNotContain(await stack.Sandbox.CallsAsync(before), c => c.Method == "POST" && c.Operation == "createBcsService");
        var record = await RecordAsync(browser, answer.AuditId()!);
        Assert.Equal((AuditOutcomes.Denied, 403), (record.Outcome, record.Status));
    }

    [Fact]
    public async Task Foreign_tenant_unknown_tenant_and_foreign_project_get_the_same_answer()
    {
        using var browser = await Bff.SignInAsync("harbor");
        var meridian = (await stack.Sandbox.DemoAsync()).Single(t => t.Tenant == "meridian");
        var before = await stack.Sandbox.LastCallAsync();

        var answers = new List<(HttpStatusCode, string?, string?)>();
        foreach (var path in new[]
        {
            $"/bcs/meridian/v2/{meridian.ProjectId}/blockchains",
            $"/bcs/nowhere/v2/{meridian.ProjectId}/blockchains",
            $"/bcs/harbor/v2/{meridian.ProjectId}/blockchains",
        })
        {
            using var answer = await browser.GetAsync(path);
            var problem = await answer.JsonAsync();
            answers.Add((answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
        }

        Assert.Equal((HttpStatusCode.NotFound, ProblemCodes.TenantUnknown), (answers[0].Item1, answers[0].Item2));
        Assert.Single(answers.Distinct());
        Assert.DoesNotContain(await stack.Sandbox.CallsAsync(before), c => c.User == "operator");
    }

    [Theory]
    [InlineData("GET", "/bcs/harbor/v2/{p}/unknown")]
    [InlineData("PATCH", "/bcs/harbor/v2/{p}/blockchains")]
    [InlineData("GET", "/bcs/harbor/v3/projects")]
    [InlineData("POST", "/bcs/harbor/v3/auth/tokens")]
    public async Task What_the_catalogue_does_not_list_does_not_exist(string method, string path)
    {
        using var browser = await Bff.SignInAsync();
        var before = await stack.Sandbox.LastCallAsync();

        using var answer = await browser.SendAsync(new HttpMethod(method), path.Replace("{p}", browser.ProjectId, StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.NotFound, ProblemCodes.NotCatalogued), (answer.StatusCode, await answer.CodeAsync()));
        Assert.NotNull(answer.AuditId());
        Assert.DoesNotContain(await stack.Sandbox.CallsAsync(before), c => c.User == "operator");
    }

    [Theory]
    [InlineData("..%2f..%2fv3%2fprojects")]
    [InlineData("%2e%2e")]
    [InlineData("a%5cb")]
    [InlineData("a%25b")]
    public async Task A_path_value_cannot_lead_elsewhere(string value)
    {
        using var browser = await Bff.SignInAsync();
        var before = await stack.Sandbox.LastCallAsync();

        // Sent as raw bytes: a client's own normalisation would hide the point.
        var status = await RawHttp.GetStatusAsync(Bff.Url, $"/bcs/harbor/v2/{browser.ProjectId}/blockchains/{value}", browser.Cookies.GetCookieHeader(Bff.Url));

        Assert.True(status is 400 or 404, $"status {status}");
        Assert.DoesNotContain(await stack.Sandbox.CallsAsync(before), c => c.User == "operator");
    }

    [Fact]
    public async Task Without_a_session_nothing_passes_and_the_attempt_is_recorded()
    {
        using var browser = Bff.Browser();

        using var answer = await browser.GetAsync("/bcs/harbor/v2/p/blockchains");

        Assert.Equal((HttpStatusCode.Unauthorized, ProblemCodes.SessionRequired), (answer.StatusCode, await answer.CodeAsync()));
        Assert.StartsWith("_portal", answer.AuditId(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_are_allow_listed_in_both_directions()
    {
        using var browser = await Bff.SignInAsync();
        var before = await stack.Sandbox.LastCallAsync();

        using var answer = await browser.SendAsync(HttpMethod.Get, browser.Bcs("quotas"), adjust: request =>
        {
            foreach (var name in new[] { "Authorization", "X-Auth-Token", "X-Project-Id", "X-Forwarded-For", "X-Anything", "Forwarded", "traceparent", "Referer", "Origin" })
            {
                request.Headers.TryAddWithoutValidation(name, name == "Origin" ? Bff.Url.GetLeftPart(UriPartial.Authority) : "forged");
            }
        });

        var call = Assert.Single(await stack.Sandbox.CallsAsync(before), c => c.Operation == "queryQuotas" && c.User == "operator");
        Assert.Equal(["Host", "X-Auth-Token"], call.HeaderNames.Where(h => h is not ("Accept" or "Accept-Language")).Order(StringComparer.OrdinalIgnoreCase));
        Assert.DoesNotContain(answer.Headers, h => h.Key is "Set-Cookie" or "X-Subject-Token" or "Server");
    }

    [Fact]
    public async Task A_name_only_upstream_refuses_comes_back_with_its_code()
    {
        using var browser = await Bff.SignInAsync();
        using var first = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("same-name"));

        using var second = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("same-name"));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.StartsWith("BCS.", await second.CodeAsync(), StringComparison.Ordinal);
        Assert.Equal(AuditOutcomes.Failed, (await RecordAsync(browser, second.AuditId()!)).Outcome);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var browser = await Bff.SignInAsync();
        using var content = new ByteArrayContent(new byte[(12 * 1024 * 1024) + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, browser.Bcs("blockchains")) { Content = content };

        using var answer = await browser.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, ProblemCodes.BodyTooLarge), (answer.StatusCode, await answer.CodeAsync()));
    }

    private static async Task<AuditRecordDto> RecordAsync(PortalBrowser browser, string id)
    {
        using var answer = await browser.GetAsync($"/api/audit/{id}?tenant={browser.Tenant}");
        return (await answer.JsonAsync()).Deserialize<AuditRecordDto>(JsonSerializerOptions.Web)!;
    }
}
