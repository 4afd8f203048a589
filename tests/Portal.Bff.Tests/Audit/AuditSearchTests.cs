using Portal.Bff.Audit;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Audit;

/// <summary>What people type into the search of the audit finds the records that it is about, and no others.</summary>
[Collection(PostgresCollection.Name)]
public sealed class AuditSearchTests(PostgresFixture postgres)
{
    private const string Service = "7e8a4a3c-9d0f-4c55-8c1a-1f2b3c4d5e6f";

    private static readonly AuditResult Succeeded = new(AuditOutcomes.Succeeded) { Status = 200, DurationMs = 3 };

    /// <summary>Calls as the gateway records them, by a name for each.</summary>
    private static readonly (string Name, AuditCall Call, AuditResult Result)[] Calls =
    [
        ("create", Call("createBcsService", "Zoë Weber", "/bcs/harbor/v2/p/blockchains", """{"name":"冷链物流-01","resource_password":"***","peer_orgs":[{"name":"华东海关","node_count":2}],"channels":[{"name":"manifests","org_names":["华东海关"]}]}"""),
            Succeeded with { OperationId = "BCSSVC01-00-1618219038464462600" }),
        ("peers", Call("addPeersToChannel", "operator", $"/bcs/harbor/v2/p/blockchains/{Service}/channels/peers", """{"channel_peers":[{"channel_name":"trade","peers":{"port-operations":1}}]}""") with { BlockchainId = Service },
            Succeeded with { OperationId = "op-2" }),
        ("certificate", Call("generateUserCertificate", "张伟", $"/bcs/harbor/v2/p/blockchains/{Service}/orgs/%E5%8D%8E%E4%B8%9C%E6%B5%B7%E5%85%B3/usercert/clerk01", null) with
            { BlockchainId = Service, Organization = "华东海关", User = "clerk01" },
            Succeeded with { File = """{"name":"华东海关-clerk01.zip","bytes":2048,"sha256":"aabbccddeeff"}""" }),
        ("download", Call("downloadCertificates", "operator", $"/bcs/harbor/v2/p/blockchains/{Service}/cert?org_name=%E5%86%B7%E9%93%BE%E4%BC%81%E4%B8%9A&cert_type=ca", null) with { BlockchainId = Service }, Succeeded),
        ("refused", Call("createBcsService", "operator", "/bcs/harbor/v2/p/blockchains", """{"name":"other-service"}"""),
            new(AuditOutcomes.Failed) { Status = 400, UpstreamCode = "BCS.4001018" }),
        ("denied", Call("deleteBcsService", "viewer", $"/bcs/harbor/v2/p/blockchains/{Service}", null) with { BlockchainId = Service },
            new(AuditOutcomes.Denied) { Status = 403, UpstreamCode = "action_denied" }),
        ("cut", Call("createChannels", "operator", "/x", """{"channels":[{"channel_name":"lastwords"},{"chan"""), Succeeded),
    ];

    private static readonly (string Typed, string[] Found)[] Searches =
    [
        ("冷链物流", ["create"]), ("冷链", ["create", "download"]), ("０１", ["create", "certificate", "refused"]), ("manifests", ["create"]), ("华东海关", ["create", "certificate"]),
        ("port-operations", ["peers"]), ("TRADE", ["peers"]), ("clerk01", ["certificate"]), ("冷链企业", ["download"]), ("zoË", ["create"]), ("web", ["create"]),
        ("weber zoë", ["create"]), ("张", ["certificate"]), ("operator port", ["peers"]), ("BCS.4001018", ["refused"]), ("4001018 other", ["refused"]),
        ("action_denied", ["denied"]), ("1618219038464462600", ["create"]), ("op-2", ["peers"]), ("AABBCC", ["certificate"]), ("lastwords", ["cut"]),
        (Service, ["peers", "certificate", "download", "denied"]), ("fabricX:generateUserCertificate", ["certificate"]), ("ｄｅｌｅｔｅＢｃｓ", ["denied"]),
        ("resource_password", []), ("***", []), ("node_count", []), ("100%", []), ("冷链物流 port", []),
    ];

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Search_finds_what_people_type(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var host = await AuditHost.StartAsync(database);
        var names = new Dictionary<long, string>();
        foreach (var (name, call, result) in Calls)
        {
            // A change has an intent first; what comes with its outcome is found as well.
            if (result.OperationId is not null || result.UpstreamCode?.StartsWith("BCS.", StringComparison.Ordinal) is true)
            {
                var intent = await host.Log.IntentAsync(call, default);
                await host.Log.OutcomeAsync(intent, result, default);
                names[intent.Seq] = name;
            }
            else
            {
                Assert.True(AuditEntryId.TryParse(await host.Log.RecordAsync(call, result, default), out _, out var seq));
                names[seq] = name;
            }
        }

        await host.Log.RecordAsync(SomeAudit.Call("meridian") with { Request = Calls[0].Call.Request }, Succeeded, default);
        foreach (var (typed, expected) in Searches)
        {
            var page = await host.Reader.ListAsync(new AuditQuery { Tenant = "harbor", Text = typed }, default);
            Assert.True(expected.Order().SequenceEqual(page.Items.Select(r => names[r.Seq]).Order()), $"{typed}: {string.Join(", ", page.Items.Select(r => names[r.Seq]))}");
        }

        foreach (var (seq, name) in names)
        {
            // The reference that an error shows.
            var page = await host.Reader.ListAsync(new AuditQuery { Tenant = "harbor", Text = $" {AuditEntryId.Format("harbor", seq)} " }, default);
            Assert.Equal(name, names[Assert.Single(page.Items).Seq]);
        }

        Assert.Empty((await host.Reader.ListAsync(new AuditQuery { Tenant = "harbor", Text = "meridian-000000000001" }, default)).Items);
        Assert.True((await host.VerifyAsync("harbor")).Intact);
    }

    private static AuditCall Call(string operation, string actor, string path, string? request) => new()
    {
        Tenant = "harbor", Actor = new AuditActor("u-" + actor, actor, "user"), Operation = operation, Action = "bcs:fabricX:" + operation, Method = "POST", Path = path,
        Request = request, Address = "192.0.2.7", TraceId = new string('c', 32),
    };
}
