using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Tests.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts.Operations;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations;

/// <summary>The connection ends after the database has committed and before it could say so.</summary>
[Collection(PostgresCollection.Name)]
public sealed class LostCommitTests(PostgresFixture postgres)
{
    private const string Tenant = "harbor";

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Change_is_stored_once_announced_once_and_a_look_counts_once()
    {
        await using var wire = new PostgresWire(await postgres.CreateDatabaseAsync());
        await using var database = AuditDatabase.Behind(wire);
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var (_, check) = await host.CheckAsync(Tenant, "createBcsService", null, """{"name":"trade","resource_password":"***"}""");

        wire.CutAfterCommit();
        var tracked = await host.TrackAsync(Tenant, "op-1");
        Assert.Equal((1, 1L, 1), (wire.Cuts, tracked.Version, tracked.Events.Count));

        wire.CutAfterCommit();
        Assert.Equal((OperationStatuses.Checking, 1), await LookAsync(host, check.Id));
        _time.Advance(TimeSpan.FromSeconds(5));
        wire.CutAfterCommit();
        Assert.Equal((OperationStatuses.Failed, 2), await LookAsync(host, check.Id));

        Assert.Equal(3, wire.Cuts);
        Assert.Equal([1L], Announced(host, "op-1"));
        Assert.Equal([1L, 2L], Announced(host, check.Id));
        Assert.Equal([1L, 2L], (await host.FindAsync(Tenant, check.Id)).Events.Select(e => e.Version));
    }

    [Fact]
    public void Look_that_is_noted_twice_counts_once()
    {
        var now = _time.GetUtcNow();
        var call = TrackedOperation.Unclear(
            new UnclearCall(Tenant, new AuditIntent("harbor-000000000001", Tenant, 1), "createBcsService", null, null, "olivia", now), null, null, now);

        call.NoteAbsent(now);
        call.NoteAbsent(now);
        Assert.Equal((OperationStatuses.Checking, 1), (call.Status, call.Absences));

        call.NoteAbsent(now.AddSeconds(1));
        Assert.Equal(OperationStatuses.Failed, call.Status);
    }

    private async Task<(string Status, int Absences)> LookAsync(OperationsHost host, string id)
    {
        var now = _time.GetUtcNow();
        await host.Store.WriteAsync(
            Tenant, null,
            async db =>
            {
                (await db.Set<TrackedOperation>().SingleAsync(o => o.Id == id)).NoteAbsent(now);
                return 0;
            },
            default);
        var stored = await host.QueryAsync(db => db.Set<TrackedOperation>().AsNoTracking().SingleAsync(o => o.Id == id));
        return (stored.Status, stored.Absences);
    }

    private static IEnumerable<long> Announced(OperationsHost host, string id) => host.Announced.Operations.Where(o => o.Id == id).Select(o => o.Version);
}
