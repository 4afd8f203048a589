using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Audit;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations;

[Collection(PostgresCollection.Name)]
public sealed class OperationEndpointTests(PostgresFixture postgres)
{
    private const string Tenant = "harbor";
    private const string ListRecord = "bcs:fabricInstance:listRecord";

    private readonly People _people = new();
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task List_is_paged_newest_first_without_gap_or_repetition(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);
        _people.Grant("olivia", Tenant, ListRecord);
        _people.SignIn("s-1", "olivia", Tenant);
        for (var i = 0; i < 25; i++)
        {
            // Several start in one moment: the id decides their order.
            _time.Advance(TimeSpan.FromSeconds(i % 3 == 0 ? 1 : 0));
            await host.TrackAsync(Tenant, $"op-{i:00}", service: i % 2 == 0 ? "svc-even" : "svc-odd");
        }

        using var http = host.Browser("s-1");
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await http.GetFromJsonAsync<Page<OperationDto>>($"/api/operations?limit=4&cursor={cursor}"))!;
            Assert.InRange(page.Items.Count, 1, 4);
            ids.AddRange(page.Items.Select(o => o.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"op-{i:00}").Reverse(), ids);
        var even = (await http.GetFromJsonAsync<Page<OperationDto>>("/api/operations?tenant=harbor&blockchainId=svc-even&status=waiting,processing"))!;
        Assert.Equal(13, even.Items.Count);
        Assert.Empty((await http.GetFromJsonAsync<Page<OperationDto>>("/api/operations?status=failed"))!.Items);
        var all = (await http.GetFromJsonAsync<Page<OperationDto>>("/api/operations?limit=100"))!.Items;
        var (kind, by) = (all[0].Operation!, all[0].RequestedBy!);
        Assert.Equal(25, (await http.GetFromJsonAsync<Page<OperationDto>>($"/api/operations?limit=100&operation=deleteChannel,{kind}&requestedBy={by}"))!.Items.Count);
        Assert.Empty((await http.GetFromJsonAsync<Page<OperationDto>>("/api/operations?operation=deleteChannel"))!.Items);
        Assert.Empty((await http.GetFromJsonAsync<Page<OperationDto>>("/api/operations?requestedBy=nobody"))!.Items);

        // From a moment on, and before another.
        var (from, to) = (all[10].StartedAt, all[4].StartedAt);
        var between = (await http.GetFromJsonAsync<Page<OperationDto>>($"/api/operations?limit=100&from={from:yyyy-MM-ddTHH:mm:ssZ}&to={to:yyyy-MM-ddTHH:mm:ssZ}"))!;
        Assert.Equal(all.Where(o => o.StartedAt >= from && o.StartedAt < to).Select(o => o.Id), between.Items.Select(o => o.Id));
        Assert.NotEmpty(between.Items);
        using var unclear = await http.GetAsync(new Uri("/api/operations?from=2026-10-25", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, unclear.StatusCode);
    }

    [Fact]
    public async Task Operation_is_answered_in_the_agreed_shape()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);
        _people.Grant("olivia", Tenant, ListRecord);
        _people.SignIn("s-1", "olivia", Tenant);
        await host.TrackAsync(Tenant, "op-1");
        using var http = host.Browser("s-1");

        var json = await http.GetFromJsonAsync<JsonElement>("/api/operations/op-1?tenant=harbor");

        Assert.Equal(
            ["id", "tenant", "operation", "status", "version", "blockchainId", "blockchainName", "requestedBy", "startedAt", "endedAt", "steps", "error", "auditId"],
            json.EnumerateObject().Select(p => p.Name).Take(13));
        Assert.Equal("2030-01-01T00:00:00+00:00", json.GetProperty("startedAt").GetString());
        Assert.Equal("waiting", json.GetProperty("events")[0].GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(null, "", 401, "session_required")]
    [InlineData("s-both", "", 400, "tenant_required")]
    [InlineData("s-both", "?tenant=sunrise", 404, "tenant_unknown")]
    [InlineData("s-both", "?tenant=no-such", 404, "tenant_unknown")]
    [InlineData("s-both", "?tenant=meridian", 403, "action_denied")]
    [InlineData("s-both", "?tenant=harbor&limit=0", 400, "bad_request")]
    [InlineData("s-both", "?tenant=harbor&limit=201", 400, "bad_request")]
    [InlineData("s-both", "?tenant=harbor&cursor=nonsense", 400, "bad_request")]
    [InlineData("s-both", "?tenant=harbor&status=done", 400, "bad_request")]
    [InlineData("s-both", "/op-none?tenant=harbor", 404, "not_found")]
    public async Task Bad_request_is_answered_with_its_problem(string? handle, string path, int status, string code)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);
        _people.Grant("olivia", Tenant, ListRecord);
        _people.Grant("olivia", "meridian", "bcs:fabricInstance:list");
        _people.SignIn("s-both", "olivia", Tenant, "meridian");
        await host.PollAsync();
        using var http = host.Browser(handle);

        using var answer = await http.GetAsync(new Uri("/api/operations" + path, UriKind.Relative));

        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = (await answer.Content.ReadFromJsonAsync<Problem>())!;
        Assert.Equal((code, status == 403 ? ListRecord : null), (problem.Code, problem.Action));
        var sequence = status switch
        {
            403 => "meridian",
            404 when code == "tenant_unknown" => AuditCall.PortalTenant,
            _ => null,
        };
        if (sequence is not null)
        {
            var record = (await host.Get<AuditReader>().FindAsync(sequence, 1, null, default))!;
            Assert.Equal((AuditOutcomes.Denied, code, "olivia", "s-both"), (record.Outcome, record.UpstreamCode, record.Actor.Name, record.Session));
        }
    }

    [Fact]
    public async Task Foreign_tenant_and_unknown_tenant_get_the_same_body()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant, "meridian");
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);
        _people.SignIn("s-1", "olivia", Tenant);
        using var http = host.Browser("s-1");

        var bodies = new HashSet<string>();
        foreach (var tenant in (string[])["meridian", "no-such-tenant"])
        {
            using var answer = await http.GetAsync(new Uri($"/api/operations?tenant={tenant}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            bodies.Add(JsonSerializer.Serialize((await answer.Content.ReadFromJsonAsync<Problem>())! with { TraceId = null }));
        }

        Assert.Single(bodies);
    }
}
