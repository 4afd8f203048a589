using System.Net.Http.Json;

using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

using Portal.Bff.Features.Notifications;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Tests.Audit;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations;

/// <summary>The operations that the cloud had before the portal knew it: all of them, once, and quietly.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ImportTests(PostgresFixture postgres)
{
    private const string Tenant = "harbor";
    private const int Ended = 1_200;

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Every_record_is_taken_over_once_and_nobody_is_told_of_what_had_ended(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudAsync();
        await using (var host = await OperationsHost.StartAsync(database, cloud, _time))
        {
            await host.PollAsync();

            Assert.Equal(Ended + 1, await CountAsync(host));
            Assert.Equal(["open"], host.Announced.Operations.Select(o => o.Id));
            var oldest = await host.FindAsync(Tenant, $"ended-{Ended - 1}");
            Assert.Equal((true, "99", null, OperationStatuses.Failed), (oldest.IsHistory, oldest.Type, oldest.Operation, oldest.Status));
            Assert.Equal(_time.GetUtcNow() - TimeSpan.FromHours(Ended - 1), oldest.EndedAt);
            Assert.Equal("B", Assert.Single(Assert.Single(oldest.Steps).Steps).Name);
            Assert.Empty(oldest.Events);
        }

        // After a restart they are not taken once more; what ended meanwhile is news.
        cloud[Tenant].Record("elsewhere", "failed", _time.GetUtcNow() + TimeSpan.FromSeconds(30), type: "03");
        cloud[Tenant].Record("open", "finished", _time.GetUtcNow() + TimeSpan.FromSeconds(31));
        _time.Advance(Discovery.Interval);
        await using var again = await OperationsHost.StartAsync(database, cloud, _time);
        await again.PollAsync();

        Assert.Equal(Ended + 2, await CountAsync(again));
        Assert.Equal(["elsewhere", "open"], again.Announced.Operations.Select(o => o.Id).Order(StringComparer.Ordinal));
        Assert.False((await again.FindAsync(Tenant, "elsewhere")).IsHistory);
        Assert.NotNull(OperationNotices.Of(again.Announced.Operations.First(o => o.Id == "elsewhere"), null, _time.GetUtcNow()));
    }

    [Fact]
    public async Task Take_over_that_breaks_off_is_repeated_and_adds_only_the_rest()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync();
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var whole = cloud[Tenant].ListRecords(null, null, null, null).ToJsonString();
        cloud[Tenant].Fault = async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(whole[..(whole.Length * 3 / 4)]);
            return true;
        };
        await host.PollAsync();
        Assert.InRange(await CountAsync(host), 1, Ended);

        cloud[Tenant].Fault = null;
        _time.Advance(TimeSpan.FromMinutes(2));
        await host.PollAsync();

        Assert.Equal(Ended + 1, await CountAsync(host));
        Assert.Equal(["open"], host.Announced.Operations.Select(o => o.Id).Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"count":0,"operation_records":null}""")]
    public async Task Answer_without_a_list_is_not_the_take_over(string body)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync();
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        cloud[Tenant].Fault = async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body);
            return true;
        };
        await host.PollAsync();

        cloud[Tenant].Fault = null;
        _time.Advance(Discovery.Interval);
        await host.PollAsync();

        Assert.Equal(Ended + 1, await CountAsync(host));
        Assert.Equal(["open"], host.Announced.Operations.Select(o => o.Id));
    }

    [Fact]
    public async Task Tenant_that_an_older_version_has_followed_gets_what_that_left_out()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync();
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        await host.QueryAsync(async db =>
        {
            db.Add(new OperationFeed { Tenant = Tenant, DiscoveredAt = _time.GetUtcNow(), ReadAllAt = _time.GetUtcNow(), RecordCount = 9_000, SeenTo = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100 });
            return await db.SaveChangesAsync();
        });

        _time.Advance(Discovery.Interval);
        await host.PollAsync();

        Assert.Equal(Ended + 1, await CountAsync(host));
        Assert.DoesNotContain(host.Announced.Operations, o => o.IsHistory);
    }

    [Fact]
    public async Task Operation_from_outside_is_found_by_the_name_that_its_type_certainly_has()
    {
        var people = new People();
        people.Grant("olivia", Tenant, "bcs:fabricInstance:listRecord");
        people.SignIn("s-1", "olivia", Tenant);
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync();
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, people);
        await host.PollAsync();
        await host.TrackAsync(Tenant, "ours");
        using var http = host.Browser("s-1");

        var created = (await http.GetFromJsonAsync<Page<OperationDto>>($"{BffRoutes.Operations}?tenant={Tenant}&operation=createBcsService&limit=200"))!;
        var channels = (await http.GetFromJsonAsync<Page<OperationDto>>($"{BffRoutes.Operations}?tenant={Tenant}&operation=createChannels"))!;

        Assert.Equal(200, created.Items.Count);
        Assert.All(created.Items, o => Assert.Equal("99", o.Type));
        Assert.Equal(["ours"], channels.Items.Select(o => o.Id));
    }

    private static async Task<CloudStub> CloudAsync()
    {
        var cloud = await CloudStub.StartAsync(Tenant);
        var now = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < Ended; i++)
        {
            cloud[Tenant].Record(
                $"ended-{i}", i % 2 == 0 ? "finished" : "failed", now - TimeSpan.FromHours(i), type: "99", steps: TenantCloud.Step("A", "finished", ("B", "finished", 1_000, 2_000)));
        }

        cloud[Tenant].Record("open", "processing", now - TimeSpan.FromDays(2));
        return cloud;
    }

    private static Task<int> CountAsync(OperationsHost host) => host.QueryAsync(db => db.Set<TrackedOperation>().CountAsync());
}
