using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Tests.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations;

[Collection(PostgresCollection.Name)]
public sealed class CheckTests(PostgresFixture postgres)
{
    private const string Tenant = "harbor";
    private const string CreateTrade = """{"name":"trade","resource_password":"***"}""";

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Create_that_acted_becomes_its_operation(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        await host.PollAsync();
        var (intent, check) = await host.CheckAsync(Tenant, "createBcsService", null, CreateTrade);
        Assert.Equal(($"chk-{intent.Id}", OperationStatuses.Checking, "trade"), (check.Id, check.Status, check.BlockchainName));

        cloud[Tenant].Service("svc-9", "trade", "IsCreating");
        cloud[Tenant].Record("op-9", "processing", _time.GetUtcNow(), "svc-9", type: "99");
        await host.PollAsync();

        // Asking for the old id answers with the operation; the list has it once; its last event says what it became.
        foreach (var id in (string[])["op-9", check.Id])
        {
            var operation = await host.FindAsync(Tenant, id);
            Assert.Equal(("op-9", "olivia", intent.Id, "createBcsService"), (operation.Id, operation.RequestedBy, operation.AuditId, operation.Operation));
            Assert.Equal(check.StartedAt, operation.StartedAt);
        }

        var last = host.Announced.Operations.Last(o => o.Id == check.Id);
        Assert.Equal(("op-9", OperationStatuses.Processing, 2L), (last.BecameId, last.Status, last.Version));
        Assert.Equal((AuditOutcomes.Succeeded, "op-9", AuditEvidence.ByRecord), await FoundAsync(host, intent));

        cloud[Tenant].Record("op-9", "finished", _time.GetUtcNow(), "svc-9", type: "99");
        await TickAsync(host, 1);
        Assert.Equal(OperationStatuses.Finished, (await host.FindAsync(Tenant, check.Id)).Status);
    }

    [Fact]
    public async Task Operation_that_discovery_read_while_the_call_was_under_way_is_its_own()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var call = await host.LookAsync(Tenant, "createBcsService", null, CreateTrade);
        DateTimeOffset? sent = null;
        cloud[Tenant].Fault = _ =>
        {
            // Between discovery's question and upstream's answer to it.
            cloud[Tenant].Fault = null;
            _time.Advance(TimeSpan.FromSeconds(1));
            sent = _time.GetUtcNow();
            cloud[Tenant].Service("svc-9", "trade", "IsCreating");
            cloud[Tenant].Record("op-9", "processing", _time.GetUtcNow(), "svc-9", type: "99");
            return Task.FromResult(false);
        };
        await host.PollAsync();
        var intent = await host.Get<IAuditLog>().IntentAsync(call, default);
        await host.Tracker.CheckAsync(new UnclearCall(Tenant, intent, "createBcsService", null, call.Request, "olivia", sent!.Value), default);

        await TickAsync(host, 1);

        Assert.Equal((AuditOutcomes.Succeeded, "op-9", AuditEvidence.ByRecord), await FoundAsync(host, intent));
    }

    [Fact]
    public async Task Accepted_invitation_becomes_the_operation_that_joins_its_service()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        await host.PollAsync();
        cloud[Tenant].Invitation("svc-8", "trade", "me", "waiting");
        var (intent, check) = await host.CheckAsync(
            Tenant, "processInvitation", null, """{"channel_name":"trade","status":"agreed","invitor_info":{"invitor_bcs_id":"svc-8"},"invitee_info":{"invitee_bcs_id":"svc-1"}}""");
        cloud[Tenant].Notifications.Clear();
        cloud[Tenant].Invitation("svc-8", "trade", "me", "waiting", "svc-1");
        await TickAsync(host, 2);
        Assert.Equal(OperationStatuses.Checking, (await host.FindAsync(Tenant, check.Id)).Status);

        cloud[Tenant].Record("op-5", "processing", _time.GetUtcNow(), type: "05");
        await TickAsync(host, 10);

        var operation = await host.FindAsync(Tenant, check.Id);
        Assert.Equal(("op-5", "olivia", "processInvitation"), (operation.Id, operation.RequestedBy, operation.Operation));
        Assert.Equal((AuditOutcomes.Succeeded, "op-5"), await OutcomeAsync(host, intent));
    }

    [Fact]
    public async Task What_cannot_be_found_out_is_unknown_after_fifteen_minutes_even_if_upstream_never_answers()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var (intent, check) = await host.CheckAsync(Tenant, "freezeUserCertificate", "svc-1", null);
        await TickAsync(host, 14 * 60);
        Assert.Equal(OperationStatuses.Checking, (await host.FindAsync(Tenant, check.Id)).Status);
        cloud[Tenant].Fault = TenantCloud.Refuse(503);

        await TickAsync(host, 3 * 60);

        Assert.Equal(OperationStatuses.Unknown, (await host.FindAsync(Tenant, check.Id)).Status);
        Assert.Equal((AuditOutcomes.Unknown, null), await OutcomeAsync(host, intent));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_of_a_tenant_without_a_credential_or_retired_is_given_up_as_well(bool retired)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var (intent, check) = await host.CheckAsync(Tenant, "createBcsService", null, CreateTrade);
        cloud.TakeCredential(Tenant, retired);
        for (var i = 0; i < 70; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(15));
            await host.PollAsync();
        }

        Assert.Equal(OperationStatuses.Unknown, (await host.FindAsync(Tenant, check.Id)).Status);
        Assert.Equal((AuditOutcomes.Unknown, null), await OutcomeAsync(host, intent));
    }

    [Fact]
    public async Task Check_never_takes_more_than_three_calls_a_visit_and_never_changes_anything()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        cloud[Tenant].Service("svc-9", "trade", "IsCreating");
        cloud[Tenant].Record("op-1", "processing", _time.GetUtcNow());
        cloud[Tenant].Record("op-2", "processing", _time.GetUtcNow());
        cloud[Tenant].Service("svc-1", "other");
        await host.CheckAsync(Tenant, "createBcsService", null, CreateTrade);
        await host.CheckAsync(Tenant, "createChannels", "svc-1", """{"channels":[{"channel_name":"orders"}]}""");
        for (var i = 0; i < 120; i++)
        {
            // Half of it at once, half of it where absence begins to prove something.
            _time.Advance(TimeSpan.FromSeconds(i == 60 ? 240 : 0));
            cloud[Tenant].TakeCalls();
            await TickAsync(host, 1);
            Assert.InRange(cloud[Tenant].TakeCalls().Count, 0, 3);
        }
    }

    [Fact]
    public async Task Intents_left_by_a_crash_are_found_out_and_reads_are_unknown()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        AuditIntent lost, revealed, accepted;
        await using (var killed = await OperationsHost.StartAsync(database, cloud, _time))
        {
            lost = await killed.Get<IAuditLog>().IntentAsync(await killed.LookAsync(Tenant, "createBcsService", null, CreateTrade), default);
            revealed = await IntentAsync(killed, "downloadCertificates", null);
            accepted = await IntentAsync(killed, "createChannels", null);
            await killed.TrackAsync(Tenant, "op-5", accepted.Id);
        }

        cloud[Tenant].Service("svc-9", "trade");
        cloud[Tenant].Record("op-9", "finished", _time.GetUtcNow(), "svc-9", type: "99");
        _time.Advance(TimeSpan.FromSeconds(5));
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var served = await IntentAsync(host, "createChannels", null);
        var streaming = await IntentAsync(host, "downloadCertificates", null);
        using var serving = host.Get<InFlight>().Enter(served.Id);
        await host.Get<RecoverIntents>().ExecuteAsync(default);
        await TickAsync(host, 3);

        Assert.Equal((AuditOutcomes.Succeeded, "op-9"), await OutcomeAsync(host, lost));
        Assert.Equal((AuditOutcomes.Unknown, null), await OutcomeAsync(host, revealed));
        Assert.Equal((AuditOutcomes.Succeeded, "op-5"), await OutcomeAsync(host, accepted));

        _time.Advance(TimeSpan.FromMinutes(10));
        await host.Get<RecoverIntents>().ExecuteAsync(default);
        Assert.Equal((AuditOutcomes.Pending, null), await OutcomeAsync(host, served));
        serving.Dispose();
        await host.Get<RecoverIntents>().ExecuteAsync(default);
        Assert.Equal(OperationStatuses.Checking, (await host.FindAsync(Tenant, "chk-" + served.Id)).Status);

        // Another instance may still send a file after ten minutes.
        Assert.Equal((AuditOutcomes.Pending, null), await OutcomeAsync(host, streaming));
        _time.Advance(TimeSpan.FromMinutes(4));
        await host.Get<RecoverIntents>().ExecuteAsync(default);
        Assert.Equal((AuditOutcomes.Unknown, null), await OutcomeAsync(host, streaming));
    }

    [Fact]
    public async Task Same_unclear_call_is_stored_once()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var (intent, _) = await host.CheckAsync(Tenant, "createBcsService", null, CreateTrade);
        var call = new UnclearCall(Tenant, intent, "createBcsService", null, CreateTrade, "olivia", _time.GetUtcNow());

        await Together.AllAsync(Enumerable.Range(0, 5).Select(_ => host.Tracker.CheckAsync(call, default)));

        Assert.Equal(1, await host.QueryAsync(db => db.Set<TrackedOperation>().CountAsync()));
        Assert.Single(host.Announced.Operations);
    }

    private static async Task<AuditIntent> IntentAsync(OperationsHost host, string operation, string? request) =>
        await host.Get<IAuditLog>().IntentAsync(
            new AuditCall { Tenant = Tenant, Actor = new AuditActor("iam:x/olivia", "olivia", "user"), Operation = operation, BlockchainId = "svc-1", Request = request }, default);

    private static async Task<(string Outcome, string? OperationId)> OutcomeAsync(OperationsHost host, AuditIntent intent)
    {
        var record = await host.Get<AuditReader>().FindAsync(intent.Tenant, intent.Seq, null, default);
        return (record!.Outcome, record.OperationId);
    }

    private static async Task<(string Outcome, string? OperationId, string? Evidence)> FoundAsync(OperationsHost host, AuditIntent intent)
    {
        var record = await host.Get<AuditReader>().FindAsync(intent.Tenant, intent.Seq, null, default);
        return (record!.Outcome, record.OperationId, record.Evidence);
    }

    private async Task TickAsync(OperationsHost host, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await host.PollAsync();
        }
    }
}
