using System.Text.Json.Nodes;

using Portal.Testing;

using Xunit.Abstractions;

namespace Bcs.Sandbox.Tests.Conformance;

/// <summary>
/// A walk through all 32 operations with every parameter, made from the contract and from nothing of ours. Requests and answers fit
/// the contract's schemas but for the adjustments, all of which are met.
/// </summary>
public sealed class ConformanceTests(ITestOutputHelper output) : SandboxTest
{
    private const string Channel = "trade";

    private readonly Coverage _coverage = new();

    private ContractClient Client => field ??= new ContractClient(Sandbox, _coverage);

    [Fact]
    public async Task Walk_goes_through_every_operation_and_every_parameter()
    {
        var founder = await CreateAsync();
        await CertificatesAsync();
        await MonitoringAsync();
        await ChannelsAsync();
        await ConsortiumAsync(founder);
        await EdgeAsync();
        await DeleteAsync(founder);

        _coverage.Print(output);
        Assert.Empty(_coverage.MissingOperations);
        Assert.Empty(_coverage.MissingParameters);
        Assert.Empty(_coverage.Stale);
    }

    private async Task<string> CreateAsync()
    {
        var answer = await Client.CallAsync("createBcsService", ConformanceBodies.Service("founder", createCluster: true));
        var (id, operation) = (answer["blockchain_id"]!.GetValue<string>(), answer["operation_id"]!.GetValue<string>());
        Client.With("blockchain_id", id);
        foreach (var seconds in new[] { 0, 30, 60, 300 })
        {
            Sandbox.Advance(seconds);
            await Client.CallAsync("queryBcsServiceCreationStatus");
            await Client.CallAsync("queryBcsService");
            await Client.CallAsync("queryChannelInformation");
            await Client.CallAsync("queryPeerInformation");
            await RecordsAsync(("operation_id", operation));
        }

        Assert.Equal("Normal", (await Client.CallAsync("queryBcsService"))["basic_info"]!["status"]!.GetValue<string>());
        await RecordsAsync(("blockchain_id", id), ("operation_status", "finished"), ("resource_type", "BCSSVC01"), ("operation_type", "99"));
        Assert.NotEmpty((await Client.CallAsync("queryBcsServiceList"))["blockchains"]!.AsArray());
        await Client.CallAsync("queryQuotas");
        await Client.CallAsync("queryFlavors", query: [("limit", "10"), ("offset", "0")]);
        return id;
    }

    private async Task RecordsAsync(params (string Name, string Value)[] query) =>
        Assert.NotEmpty((await Client.CallAsync("queryAsynchronousOperationResults", query: query))["operation_records"]!.AsArray());

    private async Task CertificatesAsync()
    {
        Client.With("org_name", "organization").With("user_name", "user01");
        foreach (var type in new[] { "admin", "ca" })
        {
            await Client.DownloadAsync("downloadCertificates", query: [("org_name", "organization"), ("cert_type", type)]);
        }

        var zip = await Client.DownloadAsync("generateUserCertificate", new JsonObject { ["security_mode"] = false });
        await Client.DownloadAsync("downloadCertificates", query: [("org_name", "organization"), ("cert_type", "user")]);
        await Client.UploadAsync("freezeUserCertificate", zip);
        Sandbox.Advance(100);
        await Client.UploadAsync("unfreezeUserCertificate", zip);
        Sandbox.Advance(100);

        var peers = (await Client.CallAsync("queryBcsService"))["channels"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == Channel)!["peers"]!
            .AsObject().First().Value!.AsArray().Select(p => p!.GetValue<string>()).ToArray();
        await Client.DownloadAsync("downloadSdkConfiguration", ConformanceBodies.Sdk(peers));
        await Client.DownloadAsync("downloadSdkConfiguration", ConformanceBodies.SdkOfSeveral(peers, Channel));
    }

    private async Task MonitoringAsync()
    {
        foreach (var operation in new[] { "queryBcsAlarms", "queryBcsAlarmStatistics" })
        {
            foreach (var type in new[] { "active_alert", "history_alert" })
            {
                await Client.CallAsync(operation, ConformanceBodies.Alarms(), query: [("type", type)]);
            }
        }

        var metrics = Contract.Resolve(Contract.Operation("queryBcsMonitoringData").RequestSchema!.Value)
            .GetProperty("properties").GetProperty("metric_names").GetProperty("items").GetProperty("enum").EnumerateArray();
        var series = await Client.CallAsync("queryBcsMonitoringData", new JsonObject { ["metric_names"] = new JsonArray([.. metrics.Select(m => JsonValue.Create(m.GetString()))]) });
        Assert.NotEmpty(series["metrics"]!.AsArray());
        foreach (var type in new[] { "org", "plugin" })
        {
            var all = await Client.CallAsync("listEntityMonitoringData", new JsonObject { ["type"] = type });
            Assert.NotEmpty(all["metrics"]!.AsArray());
        }

        var agents = await Client.CallAsync("listEntityMonitoringData", new JsonObject { ["type"] = "org", ["entity_name"] = "baas-agent" });
        var instance = agents["metrics"]![0]!["dimensions"]!.AsArray().Select(d => d!["value"]!.GetValue<string>()).First(v => v.StartsWith("baas-agent-", StringComparison.Ordinal));
        await Client.CallAsync(
            "queryEntityMonitoringDetails", new JsonObject { ["type"] = "org", ["entity_name"] = "baas-agent", ["instance_name"] = instance });
    }

    private async Task ChannelsAsync()
    {
        Client.With("channel_id", "second");
        await ChangeAsync("createChannels", """{"channels":[{"channel_name":"second","channel_description":"the second"}]}""");
        await ChangeAsync("addPeersToChannel", """{"channel_peers":[{"channel_name":"second","peers":{"organization":2}}]}""");
        await ChangeAsync("removePeerFromChannel", """{"org_name":"organization","peers":1}""");
        await ChangeAsync("removeOrganizationsFromChannel", """{"org_names":["organization"]}""");
        await ChangeAsync("deleteChannel", null);
        await ChangeAsync("modifyBcsService", """{"node_orgs":[{"name":"added","node_count":1,"pvc_name":"pvc-added"}],"is_delete_org":false}""");
        Assert.NotNull((await Client.CallAsync("queryPeerInformation"))["node_orgs"]!["added"]);
    }

    private async Task ConsortiumAsync(string founder)
    {
        await InviteAsync(founder, "meridian");
        await InviteAsync(founder, "sunrise");
        var answer = await Client.CallAsync("createBcsService", ConformanceBodies.InvitedService("member", "harbor", founder), "meridian");
        var member = answer["blockchain_id"]!.GetValue<string>();
        Sandbox.Advance(300);
        await Client.CallAsync("processInvitation", Some.Acceptance(Channel, "harbor", founder, "founder", "meridian", member, "member", "organization2"), "meridian");
        await Client.CallAsync("processInvitation", Some.Rejection(Channel, "harbor", founder, "founder"), "sunrise");
        Sandbox.Advance(300);
        foreach (var tenant in new[] { "harbor", "meridian" })
        {
            Assert.NotEmpty((await Client.CallAsync("queryAllNotifications", tenant: tenant))["notifications"]!.AsArray());
            Assert.NotEmpty((await Client.CallAsync("listConsortiumMembers", tenant: tenant))["members"]!.AsArray());
        }

        await ChangeAsync("exitConsortium", Some.Exit(Channel, "harbor", founder, "meridian", member).ToJsonString(), "meridian");
        await Client.CallAsync("deleteInvitationInformation", ConformanceBodies.Deletion(founder, Channel, SandboxHost.Domain("meridian"), "quit", member));
    }

    private async Task InviteAsync(string founder, string tenant) => await Client.CallAsync("inviteTenantsToJoinConsortium", new JsonObject
    {
        ["bcs_id"] = founder,
        ["channel_name"] = Channel,
        ["invitor_username"] = SandboxHost.Domain(),
        ["invited_userinfo"] = new JsonArray(new JsonObject { ["invited_user"] = SandboxHost.Domain(tenant) }),
    });

    /// <summary>A service on edge nodes, for the parameters that only it has.</summary>
    private async Task EdgeAsync()
    {
        var body = ConformanceBodies.Service("edge", createCluster: false);
        body["cluster_type"] = "ief";
        body["ief_deploy_mode"] = 1;
        var answer = await Client.CallAsync("createBcsService", body);
        Client.With("blockchain_id", answer["blockchain_id"]!.GetValue<string>());
        Sandbox.Advance(300);
        await ChangeAsync("modifyBcsService", """
            {"node_orgs":[{"name":"added","node_count":1}],"publicips":[{"id":"n9","status":"ACTIVE","public_ip_address":"198.18.0.9"}],"is_delete_org":false}
            """);
        await Client.CallAsync("queryBcsService");
        await ChangeAsync("deleteBcsService", null, "harbor", ("is_delete_ief", "true"), ("ief_nodes_id", "5700372e-49ef-4f4c-b433-11d95ad7acea"), ("is_delete_lightpeer", "edge-node-1"));
    }

    private async Task DeleteAsync(string founder)
    {
        Client.With("blockchain_id", founder);
        await ChangeAsync("deleteBcsService", null, "harbor", ("is_delete_storage", "true"), ("is_delete_obs", "true"), ("is_delete_resource", "true"));
        await RecordsAsync(("operation_type", "00"));
    }

    /// <summary>A change that ends well.</summary>
    private async Task ChangeAsync(string operation, string? body, string tenant = "harbor", params (string Name, string Value)[] query)
    {
        var answer = await Client.CallAsync(operation, body is null ? null : JsonNode.Parse(body)!.AsObject(), tenant, query);
        Sandbox.Advance(300);
        var records = await Client.CallAsync("queryAsynchronousOperationResults", null, tenant, ("operation_id", answer["operation_id"]!.GetValue<string>()));
        Assert.Equal("finished", records["operation_records"]![0]!["operation_status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Record_of_a_failed_operation_fits_the_contract()
    {
        await Sandbox.FaultsAsync(new { operation = "createBcsService", failAtStep = new { step = "Deploy Peers", code = "BCS.4001049", message = "cluster" } });
        await Sandbox.CreateServiceAsync();
        Sandbox.Advance(200);
        await RecordsAsync(("operation_status", "failed"));
    }
}
