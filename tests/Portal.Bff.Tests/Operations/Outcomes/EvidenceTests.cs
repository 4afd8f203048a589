using Bcs.Api.Consortium;

using Portal.Bff.Audit;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Tests.Audit;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations.Outcomes;

/// <summary>What counts as evidence of a call whose answer was lost, and what does not.</summary>
[Collection(PostgresCollection.Name)]
public sealed class EvidenceTests(PostgresFixture postgres)
{
    private const string Tenant = "harbor";
    private const string CreateTrade = """{"name":"trade","resource_password":"***"}""";

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Channel_that_a_stranger_made_is_not_the_lost_calls()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        cloud[Tenant].Service("svc-1", "trade");
        await host.PollAsync();
        var (intent, check) = await host.CheckAsync(Tenant, "createChannels", "svc-1", """{"channels":[{"channel_name":"orders"}]}""");

        cloud[Tenant].Channels["svc-1"] = ["claims"];
        cloud[Tenant].Record("op-7", "finished", _time.GetUtcNow(), type: "04");
        await PassAsync(host, 16 * 60);

        Assert.Equal((AuditOutcomes.Unknown, null, null), await FoundAsync(host, intent));
        Assert.Equal(OperationStatuses.Unknown, (await host.FindAsync(Tenant, check.Id)).Status);
        Assert.Null((await host.FindAsync(Tenant, "op-7")).AuditId);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Operation_of_one_call_is_never_another_ones_also_with_two_instances_that_look_at_once(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var one = await OperationsHost.StartAsync(database, cloud, _time);
        await using var two = await OperationsHost.StartAsync(database, cloud, _time);
        await one.PollAsync();
        var (first, _) = await one.CheckAsync(Tenant, "createChannels", "svc-1", """{"channels":[{"channel_name":"orders"}]}""");
        var (second, _) = await two.CheckAsync(Tenant, "createChannels", "svc-1", """{"channels":[{"channel_name":"claims"}]}""");
        cloud[Tenant].Channels["svc-1"] = ["orders", "claims"];
        cloud[Tenant].Record("op-7", "finished", _time.GetUtcNow(), type: "04");

        for (var i = 0; i < 27; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(15));
            await Together.AllAsync(one.PollAsync(), two.PollAsync());
        }

        // Both are done; whose the one record is cannot be told.
        Assert.Equal((AuditOutcomes.Succeeded, null, AuditEvidence.ByState), await FoundAsync(one, first));
        Assert.Equal((AuditOutcomes.Succeeded, null, AuditEvidence.ByState), await FoundAsync(one, second));

        // And the database itself does not take a second claim.
        var claim = $"update operations set \"BecameId\" = 'op-7' where \"Tenant\" = '{Tenant}' and \"Id\" = ";
        await database.ExecuteAsync($"{claim}'chk-{first.Id}'");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.ExecuteAsync($"{claim}'chk-{second.Id}'"));
    }

    [Fact]
    public async Task Same_change_sent_twice_at_once_is_proved_for_neither_when_one_was_carried_out()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        await host.PollAsync();
        var (first, _) = await host.CheckAsync(Tenant, "createChannels", "svc-1", """{"channels":[{"channel_name":"orders"}]}""");
        var (second, _) = await host.CheckAsync(Tenant, "createChannels", "svc-1", """{"channels":[{"channel_name":"orders"}]}""");

        cloud[Tenant].Channels["svc-1"] = ["orders"];
        cloud[Tenant].Record("op-7", "finished", _time.GetUtcNow(), type: "04");
        await PassAsync(host, 16 * 60);

        // Whose it was cannot be told.
        Assert.Equal((AuditOutcomes.Unknown, null, null), await FoundAsync(host, first));
        Assert.Equal((AuditOutcomes.Unknown, null, null), await FoundAsync(host, second));
        Assert.Null((await host.FindAsync(Tenant, "op-7")).AuditId);
    }

    [Fact]
    public async Task Call_whose_answer_is_on_its_way_keeps_its_operation()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        await host.PollAsync();
        var (lost, _) = await host.CheckAsync(Tenant, "createChannels", "svc-1", """{"channels":[{"channel_name":"orders"}]}""");
        var sent = await host.Get<IAuditLog>().IntentAsync(await host.LookAsync(Tenant, "createChannels", "svc-1", """{"channels":[{"channel_name":"claims"}]}"""), default);

        // The cloud has acted on both and shows one record so far; the second call's answer says that it is its own.
        cloud[Tenant].Channels["svc-1"] = ["orders", "claims"];
        cloud[Tenant].Record("op-7", "processing", _time.GetUtcNow(), type: "04");
        await PassAsync(host, 30);
        Assert.Equal((AuditOutcomes.Pending, null, null), await FoundAsync(host, lost));
        await host.Get<IAuditLog>().OutcomeAsync(sent, new AuditResult(AuditOutcomes.Succeeded) { OperationId = "op-7" }, default);
        await PassAsync(host, 320);

        Assert.Equal((AuditOutcomes.Succeeded, null, AuditEvidence.ByState), await FoundAsync(host, lost));
        Assert.Null((await host.FindAsync(Tenant, "op-7")).AuditId);
    }

    [Theory]
    [InlineData(null, OperationStatuses.Failed, AuditOutcomes.Failed)]
    [InlineData(TrackedOperation.Unintelligible, OperationStatuses.Unknown, AuditOutcomes.Unknown)]
    [InlineData(TrackedOperation.Understood, OperationStatuses.Unknown, AuditOutcomes.Succeeded)]
    public async Task Absence_proves_that_nothing_was_done_after_five_minutes_and_never_after_a_success(string? answer, string status, string outcome)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var (intent, check) = await host.CheckAsync(Tenant, "createBcsService", null, CreateTrade, answer);
        await PassAsync(host, 285);
        Assert.Equal(OperationStatuses.Checking, (await host.FindAsync(Tenant, check.Id)).Status);
        Assert.Equal((AuditOutcomes.Pending, null, null), await FoundAsync(host, intent));

        await PassAsync(host, answer is null ? 90 : 16 * 60);

        var operation = await host.FindAsync(Tenant, check.Id);
        Assert.Equal((status, answer is null ? ProblemCodes.NotDone : null), (operation.Status, operation.Error?.Code));
        Assert.Equal((outcome, null, null), await FoundAsync(host, intent));
    }

    [Theory]
    [InlineData(OperationStatuses.Waiting)]
    [InlineData(OperationStatuses.Failed)]
    [InlineData(OperationStatuses.Finished)]
    public async Task Creation_with_a_record_and_without_a_service_is_not_proved_to_be_not_done(string status)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var (intent, check) = await host.CheckAsync(Tenant, "createBcsService", null, CreateTrade);

        // It waits, it failed, or somebody deleted the service as soon as it was there.
        cloud[Tenant].Record("op-9", status, _time.GetUtcNow(), "svc-9", type: "99");
        await PassAsync(host, 16 * 60);

        Assert.Equal((AuditOutcomes.Unknown, null, null), await FoundAsync(host, intent));
        Assert.Equal(OperationStatuses.Unknown, (await host.FindAsync(Tenant, check.Id)).Status);
    }

    [Fact]
    public async Task Change_that_was_answered_between_the_look_and_the_record_of_another_is_not_the_others()
    {
        const string Invite = """{"bcs_id":"svc-1","channel_name":"trade","invited_userinfo":[{"invited_user":"alpha"}]}""";
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var unsent = await host.LookAsync(Tenant, "inviteTenantsToJoinConsortium", null, Invite);
        var answered = await host.Get<IAuditLog>().IntentAsync(await host.LookAsync(Tenant, "inviteTenantsToJoinConsortium", null, Invite), default);
        cloud[Tenant].Invitation("svc-1", "trade", "alpha", "waiting");
        await host.Get<IAuditLog>().OutcomeAsync(answered, new AuditResult(AuditOutcomes.Succeeded) { Status = 200, DurationMs = 5 }, default);
        _time.Advance(TimeSpan.FromSeconds(1));

        // Recorded, and then the process ended before it was sent.
        var (intent, _) = await host.CheckAsync(unsent);
        await PassAsync(host, 16 * 60);

        Assert.Equal((AuditOutcomes.Unknown, null, null), await FoundAsync(host, intent));
    }

    [Fact]
    public void Invitation_that_is_there_twice_in_different_states_is_not_seen()
    {
        const string Thing = "invitation/svc-8/trade";
        static ConsortiumNotification Of(string status) => new() { ChannelName = "trade", Status = status, InvitorInfo = new() { InvitorBcsId = "svc-8" } };

        Assert.Equal(CloudView.Absent, CloudView.Of([]).StateOf(Thing));
        Assert.Equal("reject", CloudView.Of([Of("reject"), Of("reject")]).StateOf(Thing));
        Assert.Null(CloudView.Of([Of("reject"), Of("waiting")]).StateOf(Thing));
    }

    [Fact]
    public async Task Service_that_is_being_changed_may_be_so_by_the_call()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        cloud[Tenant].Service("svc-1", "trade", "IsScaling");
        var (intent, _) = await host.CheckAsync(Tenant, "createChannels", "svc-1", """{"channels":[{"channel_name":"orders"}]}""");
        await PassAsync(host, 400);
        Assert.Equal((AuditOutcomes.Pending, null, null), await FoundAsync(host, intent));

        cloud[Tenant].Service("svc-1", "trade");
        await PassAsync(host, 90);

        Assert.Equal((AuditOutcomes.Failed, null, null), await FoundAsync(host, intent));
    }

    [Fact]
    public async Task Nothing_is_proved_of_a_thing_that_had_the_state_already_nor_without_a_look()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        cloud[Tenant].Service("svc-1", "trade");
        cloud[Tenant].Record("op-1", "finished", _time.GetUtcNow() - TimeSpan.FromMinutes(1), "svc-1", type: "99");
        await host.PollAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        var (there, _) = await host.CheckAsync(Tenant, "createBcsService", null, CreateTrade);
        var (unseen, _) = await host.CheckAsync(new AuditCall
        {
            Tenant = Tenant, Actor = AuditActor.System, Operation = "createChannels", BlockchainId = "svc-1", Request = """{"channels":[{"channel_name":"orders"}]}""",
        });
        cloud[Tenant].Channels["svc-1"] = ["orders"];

        await PassAsync(host, 16 * 60);

        Assert.Equal((AuditOutcomes.Unknown, null, null), await FoundAsync(host, there));
        Assert.Equal((AuditOutcomes.Unknown, null, null), await FoundAsync(host, unseen));
        Assert.Null((await host.FindAsync(Tenant, "op-1")).AuditId);
    }

    [Fact]
    public async Task Some_of_several_things_are_neither_done_nor_not_done()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        cloud[Tenant].Service("svc-1", "trade");
        var (channels, _) = await host.CheckAsync(Tenant, "createChannels", "svc-1", """{"channels":[{"channel_name":"orders"},{"channel_name":"claims"}]}""");
        var (invited, _) = await host.CheckAsync(
            Tenant, "inviteTenantsToJoinConsortium", null, """{"bcs_id":"svc-1","channel_name":"sent","invited_userinfo":[{"invited_user":"alpha"},{"invited_user":"beta"}]}""");
        var (answered, _) = await host.CheckAsync(
            Tenant, "processInvitation", null, """{"channel_name":"received","status":"reject","invitor_info":{"invitor_bcs_id":"svc-8"}}""");
        cloud[Tenant].Channels["svc-1"] = ["channel", "orders"];
        cloud[Tenant].Invitation("svc-1", "sent", "alpha", "waiting");

        await PassAsync(host, 16 * 60);

        foreach (var intent in (AuditIntent[])[channels, invited])
        {
            Assert.Equal((AuditOutcomes.Unknown, null, null), await FoundAsync(host, intent));
        }

        // Nobody was invited, neither before nor after: the answer to it changed nothing.
        Assert.Equal((AuditOutcomes.Failed, null, null), await FoundAsync(host, answered));
    }

    [Fact]
    public async Task Look_is_only_for_who_may_read_takes_three_seconds_at_most_and_cannot_be_forged()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        cloud.Clock = _time;
        var people = new People();
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, people);
        var session = people.SignIn("s-1", "olivia", Tenant);
        var look = host.Get<LookBefore>();
        var call = new AuditCall { Tenant = Tenant, Actor = AuditActor.System, Operation = "deleteChannel", BlockchainId = "svc-1", Channel = "orders" };
        cloud[Tenant].Channels["svc-1"] = ["orders"];
        people.Grant("olivia", Tenant, "bcs:fabricChannel:delete");
        Assert.Same(call, await look.AddToAsync(session, call, default));
        Assert.Empty(cloud[Tenant].Calls);

        people.Grant("olivia", Tenant, "bcs:fabricChannel:delete", "bcs:fabricChannel:list");
        var seen = await look.AddToAsync(session, call, default);
        Assert.Equal("""{"$before":{"at":"2026-11-20T08:00:00Z","looked":"2026-11-20T08:00:00Z","things":[{"thing":"svc-1/channel/orders","was":"there","asked":"absent"}]}}""", seen.Request);
        Assert.Single(cloud[Tenant].TakeCalls());

        // A read is never looked at, and one that takes too long is done without.
        Assert.Same(call.Request, (await look.AddToAsync(session, call with { Operation = "queryChannelInformation" }, default)).Request);
        var hanging = new TaskCompletionSource<bool>();
        cloud[Tenant].Fault = _ => hanging.Task;
        var waiting = look.AddToAsync(session, call, default);
        await Eventually.TrueAsync(() => !cloud[Tenant].Calls.IsEmpty, "the look is on its way");
        _time.Advance(LookBefore.Longest);
        Assert.Same(call, await waiting);
        hanging.SetResult(true);

        Assert.Equal("""{"channels":[]}""", AuditMembers.Recorded("""{"channels":[],"$before":[{"thing":"svc-1/channel/orders","was":"absent","asked":"there"}],"$reason":"mine"}""", null));
    }

    private static async Task<(string Outcome, string? OperationId, string? Evidence)> FoundAsync(OperationsHost host, AuditIntent intent)
    {
        var record = await host.Get<AuditReader>().FindAsync(intent.Tenant, intent.Seq, null, default);
        return (record!.Outcome, record.OperationId, record.Evidence);
    }

    // Long waits: a look is due every half minute at the latest.
    private async Task PassAsync(OperationsHost host, int seconds)
    {
        for (var i = 0; i < seconds; i += 15)
        {
            _time.Advance(TimeSpan.FromSeconds(15));
            await host.PollAsync();
        }
    }
}
