using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Features.Services;
using Portal.Bff.Live;
using Portal.Bff.Tests.Audit;
using Portal.Bff.Tests.Operations;
using Portal.Contracts;
using Portal.Contracts.Services;
using Portal.Testing;

namespace Portal.Bff.Tests.Services;

[Collection(PostgresCollection.Name)]
public sealed class ServiceTests(PostgresFixture postgres)
{
    private const string Tenant = "harbor";
    private const string List = "bcs:fabricInstance:list";
    private const string Detail = "bcs:fabricInstance:getDetail";

    private readonly People _people = new();
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task First_look_is_shared_by_all_who_ask_and_later_ones_read_the_store(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await StartAsync(database, cloud);
        foreach (var i in Enumerable.Range(0, 7))
        {
            cloud[Tenant].Service($"svc-{i}", $"trade-{i}");
        }

        using var http = host.Browser("s-olivia");
        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => http.GetFromJsonAsync<ServicePage>("/api/services")));

        Assert.All(pages, p => Assert.Equal((7, _time.GetUtcNow(), (string?)null), (p!.Items.Count, p.AsOf, p.Problem)));
        Assert.Equal(1 + 7, cloud[Tenant].TakeCalls().Count);
        var first = pages[0]!.Items[0];
        Assert.Equal(("svc-0", "trade-0", "Normal"), (first.Id, first.Name, first.Detail?.BasicInfo?.Status));
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero), first.CreatedAt);

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await http.GetFromJsonAsync<ServicePage>($"/api/services?limit=3&cursor={cursor}"))!;
            names.AddRange(page.Items.Select(s => s.Name));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"trade-{i}"), names);
        Assert.Empty(cloud[Tenant].TakeCalls());
    }

    [Fact]
    public async Task Only_what_changed_is_announced()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await StartAsync(database, cloud);
        cloud[Tenant].Service("svc-1", "trade");
        cloud[Tenant].Service("svc-2", "bonds");
        await SyncAsync(host, 0);
        Assert.Equal(["svc-1", "svc-2"], host.Announced.Services.Select(s => s.Id).Order());

        await SyncAsync(host, 60);
        await SyncAsync(host, 60);
        Assert.Equal(2, host.Announced.Services.Count);

        cloud[Tenant].Service("svc-2", "bonds", status: "Abnormal");
        cloud[Tenant].Services.TryRemove("svc-1", out _);
        await SyncAsync(host, 60);

        var changed = host.Announced.Services.Last();
        Assert.Equal(("svc-2", "Abnormal", 3L), (changed.Id, changed.Detail?.BasicInfo?.Status, changed.Version));
        Assert.Equal(3, host.Announced.Services.Count);
        Assert.Equal([new ServiceRemovedDto(Tenant, "svc-1")], host.Announced.Removed);
        using var http = host.Browser("s-olivia");
        Assert.Equal(["svc-2"], (await http.GetFromJsonAsync<ServicePage>("/api/services"))!.Items.Select(s => s.Id));
    }

    [Fact]
    public async Task What_was_read_stays_when_upstream_fails_and_the_page_says_so()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await StartAsync(database, cloud);
        cloud[Tenant].Service("svc-1", "trade");
        await SyncAsync(host, 0);
        var asOf = _time.GetUtcNow();
        cloud[Tenant].Fault = TenantCloud.Refuse(503);
        await SyncAsync(host, 60);
        using var http = host.Browser("s-olivia");

        var page = (await http.GetFromJsonAsync<ServicePage>("/api/services"))!;
        Assert.Equal((1, (DateTimeOffset?)asOf), (page.Items.Count, page.AsOf));
        Assert.Contains("BCS.4290001", page.Problem, StringComparison.Ordinal);

        cloud[Tenant].Fault = null;
        await SyncAsync(host, 60);
        Assert.Null((await http.GetFromJsonAsync<ServicePage>("/api/services"))!.Problem);
    }

    [Fact]
    public async Task Upstream_that_never_answered_leaves_an_empty_page_with_its_reason()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await StartAsync(database, cloud);
        cloud[Tenant].Fault = TenantCloud.Refuse(503);
        using var http = host.Browser("s-olivia");

        var page = (await http.GetFromJsonAsync<ServicePage>("/api/services"))!;

        Assert.Empty(page.Items);
        Assert.Null(page.AsOf);
        Assert.NotNull(page.Problem);
    }

    [Fact]
    public async Task End_of_an_operation_reads_its_service_again_at_once()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await StartAsync(database, cloud);
        cloud[Tenant].Service("svc-1", "trade", "IsCreating", "");
        cloud[Tenant].Record("op-1", "processing", _time.GetUtcNow(), type: "99");
        await host.TrackAsync(Tenant, "op-1");
        await host.PollAsync();
        await SyncAsync(host, 0);
        Assert.Equal("IsCreating", host.Announced.Services.Last().Detail?.BasicInfo?.ProcessStatus);

        cloud[Tenant].Service("svc-1", "trade");
        cloud[Tenant].Record("op-1", "finished", _time.GetUtcNow(), type: "99");
        _time.Advance(TimeSpan.FromSeconds(1));
        await host.PollAsync();
        await SyncAsync(host, 0);

        Assert.Equal("Normal", host.Announced.Services.Last().Detail?.BasicInfo?.Status);
    }

    [Fact]
    public async Task Many_services_are_read_in_slices_four_at_once()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await StartAsync(database, cloud);
        foreach (var i in Enumerable.Range(0, 60))
        {
            cloud[Tenant].Service($"svc-{i:00}", $"trade-{i:00}");
        }

        var (running, most) = (0, 0);
        cloud[Tenant].Fault = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return false;
        };
        foreach (var expected in (int[])[1 + 24, 1 + 24, 1 + 12 + 6])
        {
            cloud[Tenant].TakeCalls();
            await SyncAsync(host, 1);
            Assert.Equal(expected, cloud[Tenant].TakeCalls().Count);
        }

        // From now on a tenth a minute, so each is read again within ten minutes.
        await SyncAsync(host, 60);
        Assert.Equal(1 + 6, cloud[Tenant].TakeCalls().Count);
        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task Who_may_list_and_not_read_sees_and_hears_names_only()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await StartAsync(database, cloud, browsers: true);
        _people.Grant("lister", Tenant, List);
        _people.Grant("stranger", Tenant, "bcs:fabricInstance:listRecord");
        foreach (var user in (string[])["lister", "stranger"])
        {
            _people.SignIn("s-" + user, user, Tenant);
        }

        await using var reader = await HubClient.ConnectAsync(host.Url, "s-olivia");
        await using var lister = await HubClient.ConnectAsync(host.Url, "s-lister");
        await using var stranger = await HubClient.ConnectAsync(host.Url, "s-stranger");
        await Eventually.TrueAsync(() => host.Get<HubConnections>().Ready == 3, "all are in their groups");
        cloud[Tenant].Service("svc-1", "trade");
        await SyncAsync(host, 0);
        cloud[Tenant].Services.Clear();
        await SyncAsync(host, 60);
        await Eventually.TrueAsync(() => !reader.Removed.IsEmpty && !lister.Removed.IsEmpty, "both hear that it is gone");
        Assert.NotNull(Assert.Single(reader.Services).Detail);
        Assert.Null(Assert.Single(lister.Services).Detail);
        Assert.Empty(stranger.Services);
        Assert.Empty(stranger.Removed);

        cloud[Tenant].Service("svc-1", "trade");
        await SyncAsync(host, 60);
        using var http = host.Browser("s-lister");
        Assert.Null(Assert.Single((await http.GetFromJsonAsync<ServicePage>("/api/services"))!.Items).Detail);
        using var refused = await http.GetAsync(new Uri("/api/services/svc-1", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Forbidden, Detail), (refused.StatusCode, (await refused.Content.ReadFromJsonAsync<Problem>())!.Action));
        using var blind = host.Browser("s-stranger");
        using var list = await blind.GetAsync(new Uri("/api/services", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Forbidden, List), (list.StatusCode, (await list.Content.ReadFromJsonAsync<Problem>())!.Action));
    }

    [Fact]
    public async Task Service_created_a_moment_ago_is_found_by_its_id_and_an_unknown_one_is_not()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await StartAsync(database, cloud);
        await SyncAsync(host, 0);
        cloud[Tenant].Service("svc-1", "trade");
        _time.Advance(TimeSpan.FromSeconds(10));
        using var http = host.Browser("s-olivia");

        Assert.Equal("trade", (await http.GetFromJsonAsync<ServiceDto>("/api/services/svc-1?tenant=harbor"))!.Name);
        cloud[Tenant].TakeCalls();
        using var unknown = await http.GetAsync(new Uri("/api/services/svc-none", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, ProblemCodes.NotFound), (unknown.StatusCode, (await unknown.Content.ReadFromJsonAsync<Problem>())!.Code));
        Assert.Empty(cloud[Tenant].TakeCalls());
    }

    [Fact]
    public async Task Detail_is_answered_as_upstream_sent_it_without_invented_fields()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await StartAsync(database, cloud);
        cloud[Tenant].Service("svc-1", "trade");
        using var http = host.Browser("s-olivia");

        var page = (await http.GetFromJsonAsync<JsonObject>("/api/services"))!;
        var json = page["items"]![0]!;

        Assert.Equal(["items", "next", "asOf", "problem", "reading"], page.Select(p => p.Key));
        Assert.Equal(["id", "tenant", "name", "version", "asOf", "detail", "createdAt"], json.AsObject().Select(p => p.Key));
        Assert.Equal(["basic_info"], json["detail"]!.AsObject().Select(p => p.Key));
    }

    private Task<OperationsHost> StartAsync(AuditDatabase database, CloudStub cloud, bool browsers = false)
    {
        _people.Grant("olivia", Tenant, List, Detail);
        _people.SignIn("s-olivia", "olivia", Tenant);
        return OperationsHost.StartAsync(database, cloud, _time, _people, browsers, (services, _) => services.AddServiceSnapshots(), app => app.MapServices());
    }

    private async Task SyncAsync(OperationsHost host, int afterSeconds)
    {
        _time.Advance(TimeSpan.FromSeconds(afterSeconds));
        await host.Get<SyncServices>().ExecuteAsync(default);
    }
}
