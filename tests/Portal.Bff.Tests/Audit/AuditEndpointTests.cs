using System.Net;
using System.Net.Http.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Features.AuditReview;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Data;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Audit;

public sealed class AuditEndpointTests : IAsyncLifetime
{
    private const string SessionHeader = "X-Test-Session";

    private readonly AuditDatabase _database = AuditDatabase.Sqlite();
    private readonly ManualTimeProvider _time = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private IAuditLog Log => _app.Services.GetRequiredService<IAuditLog>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(_database.Settings);
        builder.Configuration["Audit:CommitTimeout"] = "00:00:01";
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddPortalData(builder.Configuration);
        builder.Services.AddAudit();
        builder.Services.AddSingleton<IAccessEngine, Auditors>();
        builder.Services.AddAccessRules();
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (context.Request.Headers[SessionHeader].ToString() is { Length: > 0 } header && header.Split(';') is [var user, var tenants])
            {
                context.User = new PortalSession("s-" + user, "id-" + user, user, "dom", "iam", tenants.Split(',')).ToPrincipal("test");
            }

            return next(context);
        });
        _app.UseAuthorization();
        _app.MapAudit();
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Auditor_reads_the_whole_tenant_and_everyone_else_their_own_records()
    {
        await RecordAsync("auditor");
        var own = await RecordAsync("operator");
        await RecordAsync("operator", "meridian");

        Assert.Equal(2, (await PageAsync("auditor;harbor", "")).Items.Count(r => r.Operation == "createChannels"));
        Assert.Equal(own, Assert.Single((await PageAsync("operator;harbor,sunrise", "?tenant=harbor")).Items).Id);
        Assert.DoesNotContain((await PageAsync("viewer;harbor", "")).Items, r => r.Actor.Id != "id-viewer");
    }

    [Fact]
    public async Task Record_is_found_by_its_id_by_who_may_read_it()
    {
        var own = await RecordAsync("operator");
        var others = await RecordAsync("auditor");

        using var found = await GetAsync("operator;harbor,sunrise", $"/{own}");
        var record = await found.Content.ReadFromJsonAsync<AuditRecordDto>();
        Assert.Equal((own, "trade"), (record!.Id, record.Resource.Channel));
        Assert.Equal("trade", record.Request!.Value.GetProperty("channels")[0].GetProperty("name").GetString());
        await AssertProblemAsync("operator;harbor", $"/{others}", 404, ProblemCodes.NotFound);
        await AssertProblemAsync("auditor;harbor", "/harbor-000000009999", 404, ProblemCodes.NotFound);
        await AssertProblemAsync("auditor;harbor", "/nonsense", 404, ProblemCodes.NotFound);
        await AssertProblemAsync("auditor;meridian", $"/{own}", 404, ProblemCodes.TenantUnknown);
        await AssertProblemAsync("auditor;meridian,harbor", $"/{own}?tenant=meridian", 404, ProblemCodes.NotFound);
        await AssertProblemAsync("auditor;harbor", $"/{own}?tenant=nowhere", 404, ProblemCodes.TenantUnknown);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("auditor;harbor", $"/{others}?tenant=harbor")).StatusCode);
    }

    [Fact]
    public async Task Foreign_and_unknown_tenant_get_the_same_answer_and_the_refusal_is_recorded()
    {
        await RecordAsync("operator", "meridian");

        var foreign = await AssertProblemAsync("auditor;harbor", "?tenant=meridian", 404, ProblemCodes.TenantUnknown);
        var unknown = await AssertProblemAsync("auditor;harbor", "?tenant=nowhere", 404, ProblemCodes.TenantUnknown);
        await AssertProblemAsync("auditor;harbor", "?tenant=_portal", 404, ProblemCodes.TenantUnknown);

        Assert.Equal(foreign with { TraceId = null }, unknown with { TraceId = null });
        var refusals = (await Reader.ListAsync(new AuditQuery { Tenant = AuditCall.PortalTenant }, default)).Items;
        Assert.Equal(
            ["?tenant=_portal", "?tenant=nowhere"],
            refusals.Where(r => r is { Outcome: AuditOutcomes.Denied, Status: 404, Actor.Id: "id-auditor" }).Select(r => r.Path![BffRoutes.Audit.Length..]));

        // A company sees who tried to read its log.
        var attempt = Assert.Single((await Reader.ListAsync(new AuditQuery { Tenant = "meridian", Outcome = AuditOutcomes.Denied }, default)).Items);
        Assert.Equal(("id-auditor", ProblemCodes.TenantUnknown), (attempt.Actor.Id, attempt.UpstreamCode));
    }

    [Fact]
    public async Task Missing_session_or_tenant_is_refused()
    {
        await AssertProblemAsync(null, "", 401, ProblemCodes.SessionRequired);
        await AssertProblemAsync(null, "/harbor-000000000001", 401, ProblemCodes.SessionRequired);
        await AssertProblemAsync("auditor;harbor,meridian", "", 400, ProblemCodes.TenantRequired);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-01-31T08:00:00", "to")]
    [InlineData("to=2026-13-31T08:00:00Z", "to")]
    [InlineData("outcome=good", "outcome")]
    [InlineData("background=1", "background")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=AAAA", "cursor")]
    public async Task Bad_parameter_is_named(string query, string parameter)
    {
        var problem = await AssertProblemAsync("auditor;harbor", "?" + query, 400, ProblemCodes.BadRequest);

        Assert.StartsWith(parameter + ":", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_is_itself_recorded_before_the_answer()
    {
        using var answer = await GetAsync("auditor;harbor", "?limit=10");

        var id = answer.Headers.GetValues(BffHeaders.AuditId).Single();
        Assert.True(AuditEntryId.TryParse(id, out var tenant, out var seq));
        var record = (await Reader.FindAsync(tenant, seq, null, default))!;
        Assert.Equal(("auditRead", "/api/audit?limit=10", 200, AuditOutcomes.Succeeded), (record.Operation, record.Path, record.Status, record.Outcome));
        Assert.Equal((PortalActions.AuditRead, "s-auditor", "127.0.0.1"), (record.Action, record.Session, record.Address));
        Assert.Contains((await PageAsync("auditor;harbor", "")).Items, r => r.Id == id);
    }

    [Fact]
    public async Task Nothing_is_shown_when_the_read_cannot_be_recorded()
    {
        await RecordAsync("operator");
        using var held = await _app.Services.GetRequiredService<WriteGate>().EnterAsync();

        var answer = GetAsync("auditor;harbor", "");
        await Eventually.TrueAsync(() => { _time.Advance(TimeSpan.FromSeconds(2)); return answer.IsCompleted; }, "the answer");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await answer).StatusCode);
        Assert.Equal(ProblemCodes.AuditUnavailable, (await (await answer).Content.ReadFromJsonAsync<Problem>())!.Code);
        Assert.NotNull((await answer).Headers.RetryAfter);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition_while_records_are_added()
    {
        var ids = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            ids.Add(await RecordAsync("operator"));
            _time.Advance(TimeSpan.FromMilliseconds(i % 3));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await PageAsync("auditor;harbor", $"?action=createChannels&limit=10{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page.Items.Select(r => r.Id));
            cursor = page.Next;
            await RecordAsync("operator");
        }
        while (cursor is not null);

        Assert.Equal(ids.AsEnumerable().Reverse(), seen);
    }

    private AuditReader Reader => _app.Services.GetRequiredService<AuditReader>();

    private async Task<string> RecordAsync(string user, string tenant = "harbor") =>
        await Log.RecordAsync(SomeAudit.Call(tenant) with { Actor = new AuditActor("id-" + user, user, "user") }, SomeAudit.Succeeded, default);

    private async Task<Page<AuditRecordDto>> PageAsync(string session, string query)
    {
        using var answer = await GetAsync(session, query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Page<AuditRecordDto>>())!;
    }

    private async Task<Problem> AssertProblemAsync(string? session, string query, int status, string code)
    {
        using var answer = await GetAsync(session, query);
        var problem = (await answer.Content.ReadFromJsonAsync<Problem>())!;
        Assert.Equal((status, code), ((int)answer.StatusCode, problem.Code));
        return problem;
    }

    private Task<HttpResponseMessage> GetAsync(string? session, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, BffRoutes.Audit + query);
        if (session is not null)
        {
            request.Headers.Add(SessionHeader, session);
        }

        return _client.SendAsync(request);
    }

    private sealed class Auditors : IAccessEngine
    {
        public ValueTask<IReadOnlySet<string>> ActionsAsync(PortalSession session, string tenantId, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlySet<string>>(session.UserName == "auditor" ? new HashSet<string> { PortalActions.AuditRead } : []);

        public ValueTask<bool> IsTenantAsync(string tenantId, CancellationToken cancellationToken) => ValueTask.FromResult(tenantId is "harbor" or "meridian");

        public ValueTask<IReadOnlyList<string>> RolesAsync(Holder holder, string tenantId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
