using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Tests.Audit;
using Portal.Contracts.Operations;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations;

[Collection(PostgresCollection.Name)]
public sealed class PollTests(PostgresFixture postgres)
{
    private const string Tenant = "harbor";

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Operation_is_followed_to_its_end_version_by_version(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        await host.PollAsync();
        await host.TrackAsync(Tenant, "op-1");

        var start = Nanoseconds(_time.GetUtcNow()) + 123_456_789;
        cloud[Tenant].Record("op-1", "processing", _time.GetUtcNow(), steps: TenantCloud.Step("Deploy", "processing", ("Pull", "processing", start, 0), ("Start", "", 0, 0)));
        await host.PollAsync();
        await TickAsync(host);
        cloud[Tenant].Record("op-1", "finished", _time.GetUtcNow(), steps: TenantCloud.Step("Deploy", "finished", ("Pull", "finished", start, start + 100), ("Start", "finished", start + 200, start + 300)));
        await TickAsync(host);
        await TickAsync(host);

        var operation = await host.FindAsync(Tenant, "op-1");
        Assert.Equal((OperationStatuses.Finished, 3, _time.GetUtcNow() - TimeSpan.FromSeconds(1)), (operation.Status, operation.Version, operation.EndedAt));
        Assert.Equal(("olivia", "a-1", "createChannels"), (operation.RequestedBy, operation.AuditId, operation.Operation));
        Assert.Equal([1, 2, 3], operation.Events.Select(e => e.Version).Distinct());
        Assert.Equal(
            [
                (1, null, null, "waiting"), (2, null, null, "processing"), (2, "Deploy", null, "processing"), (2, "Deploy", "Pull", "processing"),
                (3, "Deploy", null, "finished"), (3, "Deploy", "Pull", "finished"), (3, "Deploy", "Start", "finished"), (3, null, null, "finished"),
            ],
            operation.Events.Select(e => (e.Version, e.Step, e.SubStep, e.Status)));

        // Nanoseconds upstream, hundreds of nanoseconds here, and no digit of those lost.
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(start / 100), operation.Steps[0].Steps[0].StartedAt);
        Assert.Equal([1, 2, 3], host.Announced.Operations.Select(o => o.Version));
        Assert.Equal(operation.Events, host.Announced.Operations.SelectMany(o => o.Events));
    }

    [Fact]
    public async Task Repeated_answer_stores_and_announces_nothing()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        cloud[Tenant].Record("op-1", "processing", _time.GetUtcNow(), steps: TenantCloud.Step("Deploy", "processing", ("Pull", "processing", 5, 0)));
        await host.TrackAsync(Tenant, "op-1");
        await host.PollAsync();
        await TickAsync(host);
        var announced = host.Announced.Operations.Count;
        cloud[Tenant].TakeCalls();

        await TickAsync(host);
        await TickAsync(host);

        Assert.Equal(2, cloud[Tenant].TakeCalls().Count);
        Assert.Equal(announced, host.Announced.Operations.Count);
        Assert.Equal(2, (await host.FindAsync(Tenant, "op-1")).Version);
    }

    [Fact]
    public async Task One_operation_is_asked_for_by_its_id_and_several_by_two_lists_and_one_id()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        await host.PollAsync();
        cloud[Tenant].Record("op-1", "processing", _time.GetUtcNow());
        await host.TrackAsync(Tenant, "op-1");
        cloud[Tenant].TakeCalls();
        await host.PollAsync();
        Assert.Equal(["/v2/harbor/operation/record?operation_id=op-1"], cloud[Tenant].TakeCalls());

        cloud[Tenant].Record("op-2", "waiting", _time.GetUtcNow());
        cloud[Tenant].Record("op-3", "finished", _time.GetUtcNow());
        cloud[Tenant].Record("op-4", "failed", _time.GetUtcNow(), message: "BCS.4009100: no room");
        await host.TrackAsync(Tenant, "op-2");
        await host.TrackAsync(Tenant, "op-3");
        await host.TrackAsync(Tenant, "op-4");
        await host.PollAsync();

        string[] lists = ["/v2/harbor/operation/record?operation_status=processing", "/v2/harbor/operation/record?operation_status=waiting"];
        Assert.Equal([.. lists, "/v2/harbor/operation/record?operation_id=op-3"], cloud[Tenant].TakeCalls());
        await TickAsync(host);
        Assert.Equal([.. lists, "/v2/harbor/operation/record?operation_id=op-4"], cloud[Tenant].TakeCalls());
        Assert.Equal(OperationStatuses.Finished, (await host.FindAsync(Tenant, "op-3")).Status);
        Assert.Equal(new OperationErrorDto("BCS.4009100", "no room"), (await host.FindAsync(Tenant, "op-4")).Error);
    }

    [Fact]
    public async Task Operation_that_upstream_does_not_show_yet_is_waited_for()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        await host.TrackAsync(Tenant, "late");
        await host.TrackAsync(Tenant, "never");
        for (var i = 0; i < 14 * 4; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(15));
            await host.PollAsync();
        }

        Assert.Equal(OperationStatuses.Waiting, (await host.FindAsync(Tenant, "late")).Status);
        cloud[Tenant].Record("late", "finished", _time.GetUtcNow());
        for (var i = 0; i < 3 * 4; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(15));
            await host.PollAsync();
        }

        Assert.Equal(OperationStatuses.Finished, (await host.FindAsync(Tenant, "late")).Status);
        Assert.Equal(OperationStatuses.Unknown, (await host.FindAsync(Tenant, "never")).Status);
    }

    [Fact]
    public async Task Retry_after_is_honoured_even_when_something_new_is_tracked()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        cloud[Tenant].Fault = TenantCloud.Refuse(429, retryAfterSeconds: 120);
        await host.PollAsync();
        cloud[Tenant].Fault = null;
        cloud[Tenant].TakeCalls();

        await host.TrackAsync(Tenant, "op-1");
        await host.PollAsync();
        _time.Advance(TimeSpan.FromSeconds(119));
        await host.PollAsync();
        Assert.Empty(cloud[Tenant].TakeCalls());

        _time.Advance(TimeSpan.FromSeconds(1));
        await host.PollAsync();
        Assert.Single(cloud[Tenant].TakeCalls());
    }

    [Fact]
    public async Task Failing_tenant_is_left_alone_for_longer_and_longer_and_the_other_goes_on()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant, "meridian");
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        cloud[Tenant].Fault = TenantCloud.Refuse(503);
        cloud["meridian"].Record("op-1", "processing", _time.GetUtcNow());
        await host.TrackAsync("meridian", "op-1");
        for (var i = 0; i < 120; i++)
        {
            await TickAsync(host);
        }

        // Pauses of about 2, 4, 8, 16, 32 and 60 seconds.
        Assert.InRange(cloud[Tenant].TakeCalls().Count, 5, 9);
        Assert.InRange((await host.WorkAsync(Tenant)).Attempts, 5, 9);
        Assert.InRange(cloud["meridian"].TakeCalls().Count, 25, 121);

        cloud[Tenant].Fault = null;
        _time.Advance(TimeSpan.FromSeconds(75));
        await host.PollAsync();
        Assert.Equal(0, (await host.WorkAsync(Tenant)).Attempts);
    }

    [Fact]
    public async Task Quiet_operation_is_polled_more_and_more_slowly_and_an_idle_tenant_only_for_discovery()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        cloud[Tenant].Record("op-1", "processing", _time.GetUtcNow());
        await host.PollAsync();
        cloud[Tenant].TakeCalls();
        Assert.InRange(await CallsAsync(20), 19, 21);
        await CallsAsync(400);
        Assert.InRange(await CallsAsync(60), 4, 7);

        cloud[Tenant].Record("op-1", "finished", _time.GetUtcNow());
        await CallsAsync(60);
        Assert.Equal(5, await CallsAsync(300));

        async Task<int> CallsAsync(int seconds)
        {
            for (var i = 0; i < seconds; i++)
            {
                await TickAsync(host);
            }

            return cloud[Tenant].TakeCalls().Count;
        }
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Poller_that_lost_its_lease_stores_nothing(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var first = await OperationsHost.StartAsync(database, cloud, _time);
        await first.PollAsync();
        await first.TrackAsync(Tenant, "op-1");

        // The first poller hangs in its call; the lease runs out; a second one takes over and stores what it sees.
        var asked = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        cloud[Tenant].Record("op-1", "processing", _time.GetUtcNow(), steps: TenantCloud.Step("Deploy", "processing"));
        var stale = cloud[Tenant].ListRecords("op-1", null, null, null);
        cloud[Tenant].Fault = async context =>
        {
            asked.TrySetResult();
            await goOn.Task;
            await context.Response.WriteAsJsonAsync(stale);
            return true;
        };
        var client = (await cloud.ForAsync(Tenant, default))!;
        var lease = (await first.Get<TenantLeases>().TryTakeAsync(OperationStore.Work, Tenant, default))!;
        var rows = await first.QueryAsync(db => db.Set<TrackedOperation>().AsNoTracking().ToListAsync());
        var late = first.Get<OpenOperations>().FollowAsync(lease, client, rows, default);
        await asked.Task;
        cloud[Tenant].Fault = null;

        await using var second = await OperationsHost.StartAsync(database, cloud, _time);
        _time.Advance(TenantLeases.Duration + TimeSpan.FromSeconds(1));
        cloud[Tenant].Record("op-1", "processing", _time.GetUtcNow());
        await second.PollAsync();
        goOn.SetResult();

        await Assert.ThrowsAsync<LeaseLostException>(() => late);
        var operation = await second.FindAsync(Tenant, "op-1");
        Assert.Equal((OperationStatuses.Processing, 2L), (operation.Status, operation.Version));
        Assert.Empty(operation.Steps);
        Assert.Single(first.Announced.Operations);
    }

    [Fact]
    public async Task Poller_killed_in_the_middle_is_continued_by_the_next_process()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud[Tenant].Record("op-1", "processing", _time.GetUtcNow());
        await using (var killed = await OperationsHost.StartAsync(database, cloud, _time))
        {
            await killed.TrackAsync(Tenant, "op-1");
            Assert.NotNull(await killed.Get<TenantLeases>().TryTakeAsync(OperationStore.Work, Tenant, default));
        }

        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        await host.PollAsync();

        Assert.Equal(OperationStatuses.Processing, (await host.FindAsync(Tenant, "op-1")).Status);
    }

    private static long Nanoseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * 100;

    private async Task TickAsync(OperationsHost host)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        await host.PollAsync();
    }
}
