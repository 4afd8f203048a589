using Portal.Bff.Audit;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Tests.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations.Outcomes;

/// <summary>Which other changes are asked for when it is found out what became of one.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ClaimsTests(PostgresFixture postgres)
{
    private const string Tenant = "harbor";
    private const string Joins = """{"status":"agreed","invitee_info":{"invitee_bcs_id":"svc-1"}}""";

    // The change that is found out about, and each other change of the day: true where the two may be about the same.
    private static readonly (ChangeCall Own, string Thing, (ChangeCall Other, bool Asked)[] Others)[] Table =
    [
        (new("createChannels", "svc-1", null, null), "svc-1/channel/orders",
        [
            (new("createChannels", "svc-1", null, null), true), (new("deleteChannel", "svc-1", "orders", null), true), (new("deleteBcsService", "svc-1", null, null), true),
            (new("processInvitation", null, null, Joins), true), (new("createChannels", "svc-2", null, null), false), (new("deleteBcsService", "svc-2", null, null), false),
            (new("createBcsService", null, null, """{"name":"orders"}"""), false), (new("generateUserCertificate", "svc-1", null, null), false),
            (new("freezeUserCertificate", "svc-1", null, null), false),
        ]),
        (new("createBcsService", null, null, """{"name":"trade"}"""), "name/trade",
        [
            (new("createBcsService", null, null, """{"name":"trade"}"""), true), (new("createChannels", "svc-1", null, null), false), (new("processInvitation", null, null, Joins), false),
        ]),
        (new("inviteTenantsToJoinConsortium", null, null, """{"bcs_id":"svc-1"}"""), "svc-1/invited/trade/sunrise",
        [
            (new("deleteInvitationInformation", null, null, null), true), (new("deleteBcsService", "svc-1", null, null), true), (new("deleteBcsService", "svc-2", null, null), false),
        ]),
    ];

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Only_what_may_be_about_the_same_is_asked_for(string provider)
    {
        foreach (var (own, thing, others) in Table)
        {
            await using var database = await AuditDatabase.CreateAsync(provider, postgres);
            await using var cloud = await CloudStub.StartAsync(Tenant);
            await using var host = await OperationsHost.StartAsync(database, cloud, _time);
            await Together.AllAsync(others.Select(o => RecordAsync(host, o.Other)));

            var found = await OthersAsync(host, own, thing);

            Assert.Equal(
                others.Where(o => o.Asked).Select(o => o.Other.ToString()).Order(StringComparer.Ordinal),
                found!.Select(f => f.Call.ToString()).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Too_many_to_compare_prove_nothing()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time);
        var own = new ChangeCall("createBcsService", null, null, """{"name":"trade"}""");
        await Together.AllAsync(Enumerable.Range(0, 501).Select(_ => RecordAsync(host, own)));

        Assert.Null(await OthersAsync(host, own, "name/trade"));
    }

    private static Task<AuditIntent> RecordAsync(OperationsHost host, ChangeCall call) => host.Get<IAuditLog>().IntentAsync(
        new AuditCall
        {
            Tenant = Tenant, Actor = new AuditActor("iam:x/olivia", "olivia", "user"), Operation = call.Operation, BlockchainId = call.BlockchainId,
            Channel = call.Channel, Request = call.Request,
        },
        default).AsTask();

    private async Task<IReadOnlyList<OtherChange>?> OthersAsync(OperationsHost host, ChangeCall own, string thing)
    {
        var now = _time.GetUtcNow();
        var call = TrackedOperation.Unclear(
            new UnclearCall(Tenant, new AuditIntent("harbor-000000009999", Tenant, 9999), own.Operation, own.BlockchainId, own.Request, "olivia", now), null, null, now);
        return await host.Get<Claims>().OthersAsync(call, new SeenBefore(null, null, [new ThingBefore(thing, CloudView.Absent, CloudView.There)]), default);
    }
}
