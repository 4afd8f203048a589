using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Audit;

public sealed class BackgroundReadsTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_minute_of_reads_is_one_entry_for_each_tenant()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var host = await AuditHost.StartAsync(database, _time);
        var reads = host.Get<BackgroundReads>();
        await Eventually.TrueAsync(() => _time.ArmedTimers > 2, "the two timers of the minute and that of the idle writer");
        for (var i = 0; i < 3; i++)
        {
            reads.Count("harbor", "queryOperationRecords", 200);
        }

        reads.Count("harbor", "queryOperationRecords", null);
        reads.Count("harbor", "listBcsServices", 503);
        reads.Count("meridian", "queryOperationRecords", 200);

        _time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(async () => (await ListAsync(host, "meridian")).Count == 1, "the entries");
        var record = Assert.Single(await ListAsync(host, "harbor"));
        Assert.Equal((BackgroundReads.Operation, "system", AuditOutcomes.Succeeded), (record.Operation, record.Actor.Kind, record.Outcome));
        Assert.Equal(
            """{"from":"2030-01-01T00:00:00+00:00","to":"2030-01-01T00:01:00+00:00","calls":[{"operation":"listBcsServices","status":503,"count":1},"""
            + """{"operation":"queryOperationRecords","status":null,"count":1},{"operation":"queryOperationRecords","status":200,"count":3}]}""",
            record.Request!.Value.GetRawText());
    }

    [Fact]
    public async Task Counts_are_hidden_from_lists_unless_asked_for_and_flushed_at_shutdown()
    {
        await using var database = AuditDatabase.Sqlite();
        await using (var host = await AuditHost.StartAsync(database, _time))
        {
            host.Get<BackgroundReads>().Count("harbor", "queryOperationRecords", 200);
        }

        await using var again = await AuditHost.StartAsync(database, _time);
        Assert.Empty((await again.Reader.ListAsync(new AuditQuery { Tenant = "harbor" }, default)).Items);
        Assert.Single(await ListAsync(again, "harbor"));
    }

    [Fact]
    public async Task Quiet_minute_leaves_no_entry_and_lost_minute_is_kept_for_the_next()
    {
        await using var database = AuditDatabase.Sqlite();
        var log = new RefusingLog();
        await using var host = await AuditHost.StartAsync(database, _time, services => services.AddSingleton<IAuditLog>(log));
        var reads = host.Get<BackgroundReads>();
        await reads.FlushAsync(default);
        Assert.Equal(0, log.Asked);

        reads.Count("harbor", "queryOperationRecords", 200);
        await reads.FlushAsync(default);
        reads.Count("harbor", "queryOperationRecords", 200);
        log.Refuses = false;
        await reads.FlushAsync(default);

        Assert.Equal(2, log.Asked);
        Assert.EndsWith("""[{"operation":"queryOperationRecords","status":200,"count":2}]}""", log.Last!.Request, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<AuditRecordDto>> ListAsync(AuditHost host, string tenant) =>
        (await host.Reader.ListAsync(new AuditQuery { Tenant = tenant, Background = true }, default)).Items;

    private sealed class RefusingLog : IAuditLog
    {
        public bool Refuses { get; set; } = true;

        public int Asked { get; private set; }

        public AuditCall? Last { get; private set; }

        public ValueTask<string> RecordAsync(AuditCall call, AuditResult result, CancellationToken cancellationToken)
        {
            (Asked, Last) = (Asked + 1, call);
            return Refuses ? throw new AuditUnavailableException("refused") : ValueTask.FromResult("harbor-000000000001");
        }

        public ValueTask<AuditIntent> IntentAsync(AuditCall call, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask OutcomeAsync(AuditIntent intent, AuditResult result, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<PendingIntent>> PendingAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
